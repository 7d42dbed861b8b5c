"""The library's pages of passkeys, where ours answer otherwise: what was refused is said on the page it came from."""

from typing import Any

from allauth.account.views import LoginView
from allauth.mfa.webauthn import views
from django.http import HttpResponse
from django.urls import reverse_lazy


class Add(views.AddWebAuthnView):
    def form_invalid(self, form: Any) -> HttpResponse:
        page: HttpResponse = self.render_to_response(self.get_context_data() | {"form": form})
        return page


class LogIn(views.LoginWebAuthnView):
    def form_invalid(self, form: Any) -> HttpResponse:
        """The page for the password with it, since that is where the button was."""
        view = LoginView()
        view.setup(self.request)
        empty = view.get_form_class()(request=self.request)
        words = view.get_context_data(form=empty, problems=form.problems)
        page: HttpResponse = view.render_to_response(words, status=422)
        return page


class ShowAgain(views.ReauthenticateWebAuthnView):
    def form_invalid(self, form: Any) -> HttpResponse:
        page: HttpResponse = self.render_to_response(self.get_context_data() | {"form": form})
        return page


class Remove(views.RemoveWebAuthnView):
    http_method_names = ["get", "head", "post"]  # the library's `delete` would leave recovery codes behind
    success_url = reverse_lazy("mfa_index")
