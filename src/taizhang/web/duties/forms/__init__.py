"""Forms of schemes, of their tasks, and of the acts on them."""

from taizhang.web.duties.forms.deeds import (
    AppointForm,
    BreakDownForm,
    IssueForm,
    ReasonForm,
)
from taizhang.web.duties.forms.schemes import (
    EscalationForm,
    FileForm,
    OfficesForm,
    PlanFileForm,
    PlanForm,
    PlanTableForm,
    SchemeForm,
    TableForm,
)
from taizhang.web.duties.forms.tasks import (
    AmendForm,
    SessionAmendForm,
    SessionForm,
    TaskForm,
)

__all__ = [
    "AmendForm",
    "AppointForm",
    "BreakDownForm",
    "EscalationForm",
    "FileForm",
    "IssueForm",
    "OfficesForm",
    "PlanFileForm",
    "PlanForm",
    "PlanTableForm",
    "ReasonForm",
    "SchemeForm",
    "SessionAmendForm",
    "SessionForm",
    "TableForm",
    "TaskForm",
]
