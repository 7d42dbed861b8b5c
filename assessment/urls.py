from django.urls import path, register_converter

from assessment.access import ID_LENGTH
from assessment.account import views as account_views
from assessment.answering.views import backing, questions, quick
from assessment.attempts.views import importing, my_data, newer, recheck, resume, start
from assessment.history import views as history_views
from assessment.plan import views as plan_views
from assessment.privacy import views as privacy_views
from assessment.report.views import downloads, elsewhere, reports, samples, what_ifs
from assessment.sharing import views as sharing_views
from assessment.site import endpoints, style, well_known
from assessment.site import views as site_views
from assessment.verifying import views as verifying_views


class PublicId:
    regex = f"[A-Za-z0-9_-]{{{ID_LENGTH}}}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Token(PublicId):
    regex = "[A-Za-z0-9_-]{43}"


class ShareToken(PublicId):
    """A token as somebody has it, who may have lost a part of it: then they are told so."""

    regex = "[A-Za-z0-9_-]{1,100}"


register_converter(PublicId, "attempt")
register_converter(Token, "token")
register_converter(ShareToken, "share_token")

app_name = "assessment"
urlpatterns = [
    path("", site_views.home, name="home"),
    path("how-we-score/", site_views.how_we_score, name="how-we-score"),
    path("privacy/", site_views.privacy, name="privacy"),
    path("accessibility/", site_views.accessibility, name="accessibility"),
    path("about/", site_views.about, name="about"),
    path("style/", style.style, name="style"),
    path("schema/report-<int:version>.json", endpoints.report_schema, name="report-schema"),
    path("verify/", verifying_views.verify, name="verify"),
    path("verify/keys.json", verifying_views.keys, name="verify-keys"),
    path(".well-known/security.txt", well_known.security_txt, name="security-txt"),
    path(".well-known/security-policy.txt", well_known.security_policy, name="security-policy"),
    path("robots.txt", endpoints.robots, name="robots"),
    path("sitemap.xml", endpoints.sitemap, name="sitemap"),
    path("csrf/", endpoints.csrf, name="csrf"),
    path("roles/<slug:framework>/<slug:role>/start/", start.start, name="start"),
    path("roles/<slug:framework>/<slug:role>/sample/", samples.sample, name="sample"),
    path("roles/<slug:framework>/<slug:role>/sample/ladder.png", samples.card, name="sample-card"),
    path("roles/<slug:framework>/<slug:role>/sample/report.<slug:kind>", samples.download, name="sample-download"),
    path("a/<attempt:public_id>/", start.go_on, name="go-on"),
    path("a/<attempt:public_id>/practice/", start.warm_up, name="warm-up"),
    path("a/<attempt:public_id>/questions/<slug:area>/", questions.page, name="questions"),
    path("a/<attempt:public_id>/save/", questions.save, name="save"),
    path("a/<attempt:public_id>/quick/", quick.quick, name="quick"),
    path("a/<attempt:public_id>/quick/<slug:skill>/", quick.question, name="quick-question"),
    path("a/<attempt:public_id>/quick/main/<slug:group>/", quick.main_field, name="quick-main"),
    path("a/<attempt:public_id>/full/", quick.to_full, name="to-full"),
    path("a/<attempt:public_id>/back-it-up/", backing.back_it_up, name="back-it-up"),
    path("a/<attempt:public_id>/check/", questions.check, name="check"),
    path("a/<attempt:public_id>/submit/", questions.submit, name="submit"),
    path("a/<attempt:public_id>/report/", reports.report, name="report"),
    path("a/<attempt:public_id>/report.<slug:kind>", downloads.download, name="download"),
    path("a/<attempt:public_id>/what-if/", what_ifs.what_if, name="what-if"),
    path("a/<attempt:public_id>/elsewhere/", elsewhere.elsewhere, name="elsewhere"),
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
    path("a/<attempt:public_id>/data/code/", my_data.report_code, name="report-code"),
    path("a/<attempt:public_id>/data/browsers/", my_data.browsers, name="browsers"),
    path("a/<attempt:public_id>/data/forget/", my_data.forget, name="forget"),
    path("a/<attempt:public_id>/data/delete/", my_data.delete, name="delete"),
    path("a/<attempt:public_id>/data/copy.<slug:kind>", privacy_views.of_attempt, name="attempt-copy"),
    path("a/<attempt:public_id>/share/", sharing_views.share, name="share"),
    path("a/<attempt:public_id>/share/stop/", sharing_views.stop, name="stop-sharing"),
    path("s/<share_token:token>/", sharing_views.shared, name="shared"),
    path("a/<attempt:public_id>/claim/", account_views.claim, name="claim"),
    path("mine/", account_views.mine, name="mine"),
    path("mine/reminder/", account_views.reminder, name="reminder"),
    path("mine/reminder.ics", account_views.calendar, name="reminder-calendar"),
    path("mine/copy.<slug:kind>", privacy_views.of_account, name="account-copy"),
    path("mine/delete/", account_views.delete, name="delete-account"),
]
