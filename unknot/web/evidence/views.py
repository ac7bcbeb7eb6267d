"""Search and browse what studies found; no view here knows anybody."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from unknot.web import science_of_evidence as science
from unknot.web.access import public

LONGEST_QUESTION = 200


@public
def page(request: HttpRequest) -> HttpResponse:
    """The search, and lists of claims, arrows and treatments."""
    asked = request.GET.get("q", "").strip()[:LONGEST_QUESTION]
    shown: dict[str, Any] = {
        "asked": asked,
        "found": science.look_up(asked) if asked else None,
        "claims": science.claims(),
        "arrows": science.arrows(),
        "treatments": science.treatments(),
        "studies": science.study_count(),
    }
    return _page(request, "evidence/page.html", shown)


@public
def claim(request: HttpRequest, name: str) -> HttpResponse:
    """One claim: what of it stands, what does not, and the arrows that this rests on."""
    return _page(request, "evidence/claim.html", {"claim": _there(science.claim(name))})


@public
def arrow(request: HttpRequest, name: str) -> HttpResponse:
    """One arrow: verdict, grade, sizes, and what each study found."""
    read = _there(science.arrow(name))
    claims = [(claim, science.title_of_claim(claim)) for claim in read.claims]
    return _page(request, "evidence/arrow.html", {"arrow": read, "claims": claims})


@public
def treatment(request: HttpRequest, name: str) -> HttpResponse:
    """One treatment: what it is, what is expected of it, its harms and its studies."""
    return _page(request, "evidence/treatment.html", {"treatment": _there(science.treatment(name))})


def _there(fact: Any) -> Any:
    if fact is None:
        raise Http404
    return fact


def _page(request: HttpRequest, template: str, shown: dict[str, Any]) -> HttpResponse:
    layout = "design/staff.html" if request.user.is_authenticated else "design/public.html"
    return render(request, template, {**shown, "layout": layout})
