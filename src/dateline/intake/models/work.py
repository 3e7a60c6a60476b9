"""Background work: what gave up, and that it is alive."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TaskFailure(models.Model):
    """A background task that gave up after its retries. The desk sees it until it is dealt with."""

    task = models.CharField(max_length=200)
    about = models.CharField(max_length=200, help_text=_("What it worked on, such as “record 12”."))
    error = models.TextField()
    failed_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-failed_at"]

    def __str__(self) -> str:
        return f"{self.task}: {self.about}"


class Heartbeat(models.Model):
    """When background work last showed a sign of life, so that the desk can see a dead worker."""

    part = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.part} at {self.at}"
