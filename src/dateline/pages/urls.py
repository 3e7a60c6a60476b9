"""The addresses of stories, tags and search; front, sections and policies are Wagtail's."""

from django.urls import path

from dateline.pages import accountability, beacon, picture_files, views

app_name = "pages"
urlpatterns = [
    path("story/<slug:public_id>/seen/", beacon.seen, name="seen"),
    path("story/<slug:public_id>/<str:slug>/", views.story, name="story"),
    path("story/<slug:public_id>/<str:slug>/changes/", accountability.changes, name="changes"),
    path("corrections/", accountability.corrections, name="corrections"),
    path("how-we-check/", accountability.how_we_check, name="how-we-check"),
    path("picture/<int:pk>/<int:width>.<slug:extension>", picture_files.picture, name="picture"),
    path("topic/<str:slug>/", views.topic, name="topic"),
    path("search/", views.search, name="search"),
]
