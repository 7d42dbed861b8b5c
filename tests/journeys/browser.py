"""A person's browser without JavaScript: it opens links, fills in the forms that it is given, and follows where sent."""

from django.test import Client

from tests.clients import Response
from tests.pages import Form, Page


class Browser:
    """Where a person is: `path` and `page` are what the browser shows. CSRF is checked, as on a server."""

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.path = ""

    def open(self, path: str) -> Page:
        """Open an address, following redirects; it must end on a page."""
        return self._show(path, self.client.get(path))

    def follow(self, words: str) -> Page:
        """Click the link with these words."""
        [link] = {link.attributes["href"] for link in self.page.all("a") if link.text == words}
        return self.open(link.split("#")[0])

    def form(self, button: tuple[str, str]) -> Form:
        """The form that has this button."""
        [form] = [form for form in self.page.forms if button in form.buttons]
        return form

    def send(self, button: tuple[str, str], **fields: str) -> Page:
        """Fill in the form that has this button, and press it."""
        return self.submit(self.form(button), **fields, **dict([button]))

    def submit(self, form: Form, **fields: str) -> Page:
        """Fill in a form and send it to where it goes, by default to the address that shows it."""
        path = form.action or self.path
        return self._show(path, self.client.post(path, form.fields | fields))

    def _show(self, path: str, response: Response) -> Page:
        while response.status_code in {302, 303}:
            path = response.headers["Location"].split("#")[0]
            response = self.client.get(path)
        assert response.status_code == 200, (path, response.status_code)
        self.path, self.page = path, Page(response.content)
        return self.page
