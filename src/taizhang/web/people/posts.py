"""Make, change and close posts; let people take them up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from taizhang.foundation.accounts.models import Person, Post
from taizhang.foundation.accounts.rules import Right, Role
from taizhang.foundation.accounts.selectors import people_of_units
from taizhang.foundation.units.models import Unit
from taizhang.kernel.refusal import Refused
from taizhang.processes.people import alter_post, appoint, make_post, withdraw_post
from taizhang.web.access import Visit, allowed, found
from taizhang.web.access.answers import see_other
from taizhang.web.people.forms import AppointForm, NewPostForm, PostForm
from taizhang.web.people.views import managed


def _post(request: Visit, pk: int) -> Post:
    rows = Post.objects.select_related("unit").filter(closed_on__isnull=True)
    return found(rows.filter(pk=pk, unit_id__in=request.reach.units(Right.MANAGE)).first())


@allowed(Right.MANAGE)
def new(request: Visit) -> HttpResponse:
    """Make a post. GET: the form. POST: 303 to the list; 422 with the faults."""
    form = NewPostForm(
        request.POST if request.method == "POST" else None,
        units=managed(request),
        initial={"unit": request.GET.get("unit")},
    )

    def deed(told: dict[str, Any]) -> Post:
        unit = Unit.objects.get(pk=told["unit"])
        return make_post(unit=unit, **_said(told), by=request.actor, at=request.now)

    return _form_page(request, form, "设岗位", deed)


@allowed(Right.MANAGE)
def change(request: Visit, pk: int) -> HttpResponse:
    """Tell a post's name and roles anew.

    GET: the form. POST: 303 to the list; 422 with the faults; 409 where somebody told them anew
    meanwhile: both are shown, and saving again takes what was typed here.
    """
    post = _post(request, pk)
    standing = _standing(post)
    initial = {"name": post.name, "roles": post.roles, "mail": post.mail, "seen": standing}
    form = PostForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid() and form.cleaned_data["seen"] not in ("", standing):
        again = PostForm({**request.POST.dict(), "roles": request.POST.getlist("roles"), "seen": standing})
        again.add_error(
            None, f"别人刚才改过这个岗位，现在是“{standing}”。下面是您填的，再按一次保存就以您填的为准。"
        )
        return _form(request, again, _changing(post), status=409)

    def deed(told: dict[str, Any]) -> Post:
        return alter_post(post=post, **_said(told), by=request.actor, at=request.now)

    return _form_page(request, form, _changing(post), deed)


def _standing(post: Post) -> str:
    """Return how a post stands, in words."""
    roles = "、".join(Role(role).label for role in post.roles)
    return f"{post.name}：{roles}" + (f"，邮箱 {post.mail}" if post.mail else "")


def _changing(post: Post) -> str:
    return f"改岗位：{post.unit.name} {post.name}"


@allowed(Right.MANAGE)
@require_POST
def close(request: Visit, pk: int) -> HttpResponse:
    """Close a post that nobody holds. POST: 303 to the list; 422 while somebody holds it."""
    post = withdraw_post(post=_post(request, pk), on=request.today, by=request.actor, at=request.now)
    return back_to_posts(post)


@allowed(Right.MANAGE)
def take_up(request: Visit, pk: int) -> HttpResponse:
    """Let somebody of the managed units take a post up. GET: the form. POST: 303 to the list."""
    post = _post(request, pk)
    form = AppointForm(
        request.POST if request.method == "POST" else None,
        people=managed_people(request, post),
        initial={"since": request.today},
    )

    def deed(told: dict[str, Any]) -> Post:
        person = Person.objects.get(pk=told["person"])
        return appoint(post=post, person=person, since=told["since"], by=request.actor, at=request.now).post

    return _form_page(request, form, f"任职：{post.unit.name} {post.name}", deed)


def managed_people(request: Visit, post: Post) -> list[Person]:
    """Return the people of the managed units, those of the post's unit first."""
    people = list(people_of_units(units=request.reach.units(Right.MANAGE))[:2000])
    return sorted(people, key=lambda person: person.unit_id != post.unit_id)


def _said(told: dict[str, Any]) -> dict[str, Any]:
    return {name: told[name] for name in ("name", "roles", "mail")}


def _form_page(
    request: Visit, form: forms.Form, title: str, deed: Callable[[dict[str, Any]], Post]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            return back_to_posts(deed(form.cleaned_data))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _form(request, form, title, status=422 if form.errors else 200)


def _form(request: Visit, form: forms.Form, title: str, *, status: int) -> HttpResponse:
    return render(request, "people/form.html", {"form": form, "title": title}, status=status)


def back_to_posts(post: Post) -> HttpResponse:
    """Lead to the list of posts of the unit of this one."""
    return see_other(f"{reverse('people:list')}?unit={post.unit_id}")
