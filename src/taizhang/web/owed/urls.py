"""Addresses of what is owed: one's own duties, occurrences, the matrix, the list of a post, the calendar."""

from __future__ import annotations

from django.urls import path

from taizhang.web.owed import acts, calendar, matrix, subscribing, views

app_name = "owed"
urlpatterns = [
    path("duties/mine/", views.mine, name="mine"),
    path("duties/posts/<int:pk>/", views.post_list, name="post"),
    path("duties/posts/<int:pk>/list.<str:form>", views.post_file, name="post_file"),
    path("duties/occurrences/<int:pk>/", views.occurrence, name="occurrence"),
    path("duties/occurrences/<int:pk>/confirm/", acts.confirm, name="confirm"),
    path("duties/occurrences/<int:pk>/withdraw/", acts.withdraw, name="withdraw"),
    path("duties/occurrences/<int:pk>/urge/", acts.urge, name="urge"),
    path("duties/occurrences/<int:pk>/move/", acts.move, name="move"),
    path("duties/occurrences/<int:pk>/excuse/", acts.excuse, name="excuse"),
    path("duties/occurrences/<int:pk>/demand/", acts.demand, name="demand"),
    path("duties/occurrences/<int:pk>/close/", acts.close, name="close"),
    path("duties/occurrences/<int:pk>/reopen/", acts.reopen, name="reopen"),
    path("duties/calendar/", calendar.calendar, name="calendar"),
    path("duties/calendar/subscription/", subscribing.subscription, name="subscription"),
    path("duties/calendar/subscription/end/", subscribing.unsubscribe, name="unsubscribe"),
    path("duties/calendar/<str:key>.ics", subscribing.feed, name="feed"),
    path("duties/schemes/<int:pk>/matrix/", matrix.matrix, name="matrix"),
    path("duties/schemes/<int:pk>/matrix/<int:unit>/<int:task>/", matrix.cell, name="cell"),
]
