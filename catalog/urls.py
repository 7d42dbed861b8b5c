from django.urls import path

from catalog import lists, views

app_name = "catalog"
urlpatterns = [
    path("roles/", lists.roles, name="roles"),
    path("skills/", lists.skills, name="skills"),
    path("roles/<slug:framework>/<slug:role>/", views.role_detail, name="role-detail"),
    path("roles/<slug:framework>/<slug:role>/about/", views.role_about, name="role-about"),
    path("skills/<slug:framework>/<slug:skill>/", views.skill_detail, name="skill-detail"),
    path("roles/<slug:framework>/<slug:role>/market/", views.old_market, name="old-market"),
    # As they were while a key stood in one framework only: links to them are out in the world.
    path("roles/<slug:role>/", views.old_role, name="old-role"),
    path("skills/<slug:skill>/", views.old_skill, name="old-skill"),
    path("editions/<str:digest>/", views.edition_detail, name="edition-detail"),
    path("editions/<str:digest>.json", views.edition_payload, name="edition-payload"),
]
