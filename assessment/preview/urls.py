from django.urls import path

from assessment.preview import views

app_name = "admin-preview"
urlpatterns = [
    path("<int:pk>/", views.overview, name="overview"),
    path("<int:pk>/roles/<slug:role>/", views.role, name="role"),
    path("<int:pk>/roles/<slug:role>/start/", views.start, name="start"),
    path("<int:pk>/roles/<slug:role>/sample/", views.sample, name="sample"),
    path("<int:pk>/roles/<slug:role>/questions/<slug:area>/", views.questions, name="questions"),
    path("<int:pk>/roles/<slug:role>/people/", views.people, name="people"),
    path("<int:pk>/roles/<slug:role>/answer/", views.answer, name="answer"),
    path("<int:pk>/skills/<slug:skill>/", views.skill, name="skill"),
]
