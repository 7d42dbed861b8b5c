"""The APIs as they are now: ours, of which what is here stays and only more may come, and CASE's own addresses."""

from ninja import NinjaAPI, Router

from catalog.api import operations
from catalog.api.answers import refuse
from catalog.api.case import operations as case


def _api(router: Router) -> NinjaAPI:
    api = NinjaAPI(openapi_url=None, urls_namespace="api")
    api.add_router("", router)
    refuse(api)
    return api


# By the place of its addresses.
APIS = {
    "api/v1/": _api(operations.router),
    "ims/case/v1p1/": _api(case.router),
    "ims/case/v1p0/": _api(case.older),
}
