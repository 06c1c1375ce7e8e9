"""How people sign in: one-time codes, open sessions, what a unit asks for."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from taizhang.foundation.accounts.models.person import Person
from taizhang.foundation.units.models import Unit


class OneTimeCode(models.Model):
    """A code with which somebody sets a password once. `person` None: for the first administrator.

    `digest` is the SHA-256 (hex) of the code; the code itself is shown once and never kept.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="codes")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="code_expires_after_it_was_made", condition=Q(expires_at__gt=F("made_at"))
            )
        ]


class SignIn(models.Model):
    """One open session of a person, for their own list: which browser, since when. Gone once it ends."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sign_ins")
    session = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()
    browser = models.CharField(max_length=60)


class SignInPolicy(models.Model):
    """What a unit asks of its people when they sign in."""

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="sign_in_policy")
    two_factor = models.BooleanField(default=False)
