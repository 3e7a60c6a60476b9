"""The addresses of feeds, sitemaps and what crawlers ask for."""

from django.urls import path

from dateline.feeds import views

app_name = "feeds"
urlpatterns = [
    path("feeds/rss.xml", views.rss, name="rss"),
    path("feeds/atom.xml", views.atom, name="atom"),
    path("feeds/feed.json", views.json_feed, name="json"),
    path("feeds/<slug:section>/rss.xml", views.rss, name="section-rss"),
    path("feeds/<slug:section>/atom.xml", views.atom, name="section-atom"),
    path("feeds/<slug:section>/feed.json", views.json_feed, name="section-json"),
    path("story/<slug:public_id>/comments/atom.xml", views.comments, name="comments"),
    path("story/<slug:public_id>/ninjs.json", views.wire, {"to": "ninjs3"}, name="ninjs3"),
    path("story/<slug:public_id>/newsml-g2.xml", views.wire, {"to": "newsml-g2"}, name="newsml-g2"),
    path("story/<slug:public_id>/nitf.xml", views.wire, {"to": "nitf"}, name="nitf"),
    path("sitemap.xml", views.sitemap_index, name="sitemap"),
    path("sitemap-<int:number>.xml", views.sitemap, name="sitemap-page"),
    path("news-sitemap.xml", views.news_sitemap, name="news-sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path("health", views.health, name="health"),
]
