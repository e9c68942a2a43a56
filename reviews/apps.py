"""The reviews app."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """联合案卷评查."""

    name = "reviews"
    verbose_name = "联合评查"
