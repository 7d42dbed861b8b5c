from django.urls import path, register_converter

from assessment.views import (
    data,
    downloads,
    history,
    importing,
    machine,
    mine,
    newer,
    pages,
    plans,
    questions,
    quick,
    recheck,
    reports,
    resume,
    start,
    what_ifs,
)


class PublicId:
    regex = "[A-Za-z0-9_-]{22}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Token(PublicId):
    regex = "[A-Za-z0-9_-]{43}"


register_converter(PublicId, "attempt")
register_converter(Token, "token")

app_name = "assessment"
urlpatterns = [
    path("", pages.home, name="home"),
    path("how-we-score/", pages.how_we_score, name="how-we-score"),
    path("privacy/", pages.privacy, name="privacy"),
    path("schema/report-1.json", machine.report_schema, name="report-schema"),
    path("csrf/", machine.csrf, name="csrf"),
    path("healthz", machine.health, name="health"),
    path("roles/<slug:role>/start/", start.start, name="start"),
    path("a/<attempt:public_id>/", start.go_on, name="go-on"),
    path("a/<attempt:public_id>/practice/", start.practice, name="practice"),
    path("a/<attempt:public_id>/questions/<slug:area>/", questions.page, name="questions"),
    path("a/<attempt:public_id>/save/", questions.save, name="save"),
    path("a/<attempt:public_id>/quick/", quick.quick, name="quick"),
    path("a/<attempt:public_id>/quick/<slug:skill>/", quick.question, name="quick-question"),
    path("a/<attempt:public_id>/full/", quick.to_full, name="to-full"),
    path("a/<attempt:public_id>/check/", questions.check, name="check"),
    path("a/<attempt:public_id>/submit/", questions.submit, name="submit"),
    path("a/<attempt:public_id>/report/", reports.report, name="report"),
    path("a/<attempt:public_id>/report.<slug:kind>", downloads.download, name="download"),
    path("a/<attempt:public_id>/what-if/", what_ifs.what_if, name="what-if"),
    path("a/<attempt:public_id>/plan/", plans.plan, name="plan"),
    path("a/<attempt:public_id>/plan/tick/", plans.tick, name="plan-tick"),
    path("a/<attempt:public_id>/plan.ics", plans.calendar, name="plan-calendar"),
    path("a/<attempt:public_id>/again/", start.again, name="again"),
    path("a/<attempt:public_id>/recheck/", recheck.recheck, name="recheck"),
    path("a/<attempt:public_id>/newer/", newer.newer, name="newer"),
    path("a/<attempt:public_id>/compare/<attempt:other_id>/", history.compare, name="compare"),
    path("history/", history.history, name="history"),
    path("import/", importing.import_report, name="import"),
    path("resume/<token:token>/", resume.resume, name="resume"),
    path("a/<attempt:public_id>/data/", data.data, name="data"),
    path("a/<attempt:public_id>/data/resume-link/", data.resume_link, name="resume-link"),
    path("a/<attempt:public_id>/data/browsers/", data.browsers, name="browsers"),
    path("a/<attempt:public_id>/data/delete/", data.delete, name="delete"),
    path("a/<attempt:public_id>/claim/", mine.claim, name="claim"),
    path("mine/", mine.mine, name="mine"),
    path("mine/reminder/", mine.reminder, name="reminder"),
    path("mine/reminder.ics", mine.calendar, name="reminder-calendar"),
    path("mine/delete/", mine.delete, name="delete-account"),
]
