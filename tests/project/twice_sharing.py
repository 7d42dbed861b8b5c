"""The forms of sharing as stories, as in `twice`: a link that is made, and one that is stopped."""

from assessment.models import Assessment, ShareLink
from tests.assessment.sharing.links import link_to
from tests.project.twice import Ready, Stage, browser


def share(stage: Stage) -> Ready:
    client = browser()
    page = f"{stage.begun(client, submitted=True)}share/"
    return Ready(client, page, page, typed={"days": "7", "label": "for Bob", "shows": "plan"})


def stop_sharing(stage: Stage) -> Ready:
    client = browser()
    path = stage.begun(client, submitted=True)
    link_to(Assessment.objects.get(public_id=path.split("/")[2]))
    return Ready(client, f"{path}share/", f"{path}share/stop/", f"link={ShareLink.objects.get().digest}")
