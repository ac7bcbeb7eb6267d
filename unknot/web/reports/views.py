"""The report on paper, made when somebody asks for it and kept nowhere."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from unknot.errors import UnknotError
from unknot.web.access import client_self, staff_of_client
from unknot.web.audit.trail import note
from unknot.web.clients.models import Client
from unknot.web.data.download import download, refused
from unknot.web.diary.models import Entry
from unknot.web.learning.records import record_for
from unknot.web.reports.spoken import spoken
from unknot.web.science_of_paper import CLIENT, DOCTOR, Names, paper_of

PAGE, OWN_PAGE = "reports/page.html", "reports/own.html"


@staff_of_client
def page(request: HttpRequest, client: Client) -> HttpResponse:
    """Which reports there are."""
    return render(request, PAGE, {"client": client, "written": _has_entries(client)})


@staff_of_client
@require_POST
def for_doctor(request: HttpRequest, client: Client) -> HttpResponse:
    """The report for the client's doctor."""
    return _paper(request, client, DOCTOR, PAGE)


@staff_of_client
@require_POST
def for_client(request: HttpRequest, client: Client) -> HttpResponse:
    """The report for the client, from the therapist's hand."""
    return _paper(request, client, CLIENT, PAGE)


@client_self
def own(request: HttpRequest, client: Client) -> HttpResponse:
    """The own report, on the phone."""
    if request.method == "POST":
        return _paper(request, client, CLIENT, OWN_PAGE)
    return render(request, OWN_PAGE, {"client": client, "written": _has_entries(client)})


def _has_entries(client: Client) -> bool:
    """Whether there is anything to report on."""
    return Entry.objects.filter(client=client).exists()


def _paper(request: HttpRequest, client: Client, reader: str, template: str) -> HttpResponse:
    """The report as a file to keep, or the page again with the reason why there is none."""
    if (answer := refused(request, client.public_id)) is not None:
        return answer
    today, record = client.practice.local(timezone.now()).date(), record_for(client)
    if record is None:
        return render(request, template, {"client": client, "written": False}, status=422)
    names = Names(client.practice.name, client.therapist.name, client.name, client.born, client.complaint)
    try:
        made = paper_of(record, names, today, reader, get_language() or "en", spoken)
    except UnknotError as error:
        shown = {"client": client, "written": True, "problem": f"{error.what} {error.todo}"}
        return render(request, template, shown, status=422)
    note(request, f"client.report_for_{reader}", client)
    return download(made, "application/pdf", f"unknot-report-{today:%Y-%m-%d}.pdf")
