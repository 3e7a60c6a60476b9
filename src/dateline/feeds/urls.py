"""The addresses of feeds, sitemaps and what crawlers ask for."""

from django.urls import path

from dateline.feeds import views

app_name = "feeds"
urlpatterns = [
    path("feeds/rss.xml", views.rss, name="rss"),
    path("feeds/atom.xml", views.atom, name="atom"),
    path("feeds/<slug:section>/rss.xml", views.rss, name="section-rss"),
    path("feeds/<slug:section>/atom.xml", views.atom, name="section-atom"),
    path("sitemap.xml", views.sitemap_index, name="sitemap"),
    path("sitemap-<int:number>.xml", views.sitemap, name="sitemap-page"),
    path("news-sitemap.xml", views.news_sitemap, name="news-sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path("health", views.health, name="health"),
]
