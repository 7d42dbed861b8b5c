from django.urls import path, register_converter

from assessment.access import ID_LENGTH
from assessment.account import views as account_views
from assessment.answering.views import questions, quick
from assessment.attempts.views import importing, my_data, newer, recheck, resume, start
from assessment.history import views as history_views
from assessment.plan import views as plan_views
from assessment.report.views import downloads, reports, what_ifs
from assessment.site import endpoints
from assessment.site import views as site_views


class PublicId:
    regex = f"[A-Za-z0-9_-]{{{ID_LENGTH}}}"

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
    path("", site_views.home, name="home"),
    path("how-we-score/", site_views.how_we_score, name="how-we-score"),
    path("privacy/", site_views.privacy, name="privacy"),
    path("schema/report-<int:version>.json", endpoints.report_schema, name="report-schema"),
    path("csrf/", endpoints.csrf, name="csrf"),
    path("healthz", endpoints.health, name="health"),
    path("roles/<slug:role>/start/", start.start, name="start"),
    path("a/<attempt:public_id>/", start.go_on, name="go-on"),
    path("a/<attempt:public_id>/practice/", start.warm_up, name="warm-up"),
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
    path("a/<attempt:public_id>/plan/", plan_views.plan, name="plan"),
    path("a/<attempt:public_id>/plan/tick/", plan_views.tick, name="plan-tick"),
    path("a/<attempt:public_id>/plan.ics", plan_views.calendar, name="plan-calendar"),
    path("a/<attempt:public_id>/again/", start.again, name="again"),
    path("a/<attempt:public_id>/recheck/", recheck.recheck, name="recheck"),
    path("a/<attempt:public_id>/newer/", newer.newer, name="newer"),
    path("a/<attempt:public_id>/compare/<attempt:other_id>/", history_views.compare, name="compare"),
    path("history/", history_views.history, name="history"),
    path("import/", importing.import_report, name="import"),
    path("resume/", resume.resume, name="resume-here"),
    path("resume/<token:token>/", resume.resume, name="resume"),
    path("a/<attempt:public_id>/data/", my_data.my_data, name="my-data"),
    path("a/<attempt:public_id>/data/resume-link/", my_data.resume_link, name="resume-link"),
    path("a/<attempt:public_id>/data/browsers/", my_data.browsers, name="browsers"),
    path("a/<attempt:public_id>/data/forget/", my_data.forget, name="forget"),
    path("a/<attempt:public_id>/data/delete/", my_data.delete, name="delete"),
    path("a/<attempt:public_id>/claim/", account_views.claim, name="claim"),
    path("mine/", account_views.mine, name="mine"),
    path("mine/reminder/", account_views.reminder, name="reminder"),
    path("mine/reminder.ics", account_views.calendar, name="reminder-calendar"),
    path("mine/delete/", account_views.delete, name="delete-account"),
]
