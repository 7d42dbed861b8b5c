from django.urls import path

from catalog import views

app_name = "catalog"
urlpatterns = [
    path("roles/<slug:role>/", views.role_detail, name="role-detail"),
    path("roles/<slug:role>/market/", views.role_market, name="role-market"),
    path("skills/<slug:skill>/", views.skill_detail, name="skill-detail"),
    path("editions/<str:digest>/", views.edition_detail, name="edition-detail"),
    path("editions/<str:digest>.json", views.edition_payload, name="edition-payload"),
]
