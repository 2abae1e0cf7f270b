"""What cases are found by: an index for each order of a list, and for each thing few cases are (docs/speed.md)."""

from django.db import models

# Marks that few cases bear: lists of those are found by them.
FEW = {
    "duty": models.Q(is_duty=True),
    "thanked": models.Q(thanks=True),
    "relapsed": models.Q(n_relapses__gt=0),
    "extended": models.Q(n_extensions__gt=0),
    "excluded": models.Q(is_excluded=True),
}

INDEXES = [
    models.Index(fields=["home_path", "kind", "-id"], name="case_by_home"),
    models.Index(fields=["region_path", "-id"], name="case_by_region"),
    models.Index(
        fields=["home_path", "next_due_at", "id"], name="case_open_by_home", condition=models.Q(closed_at=None)
    ),
    models.Index(
        fields=["holder", "next_due_at", "id"], name="case_open_by_holder", condition=models.Q(closed_at=None)
    ),
    models.Index(fields=["next_due_at", "id"], name="case_open_by_due", condition=models.Q(closed_at=None)),
    models.Index(
        fields=["kind", "type", "next_due_at", "id"],
        name="case_open_by_type",
        condition=models.Q(closed_at=None),
    ),
    models.Index(
        fields=["kind", "stage", "next_due_at", "id"],
        name="case_open_by_stage",
        condition=models.Q(closed_at=None),
    ),
    models.Index(fields=["opened_at"], name="case_open_by_opening", condition=models.Q(closed_at=None)),
    models.Index(fields=["sponsor", "-id"], name="case_by_sponsor", condition=models.Q(sponsor__isnull=False)),
    models.Index(fields=["item", "-opened_at", "-id"], name="case_by_item", condition=models.Q(item__isnull=False)),
    models.Index(fields=["unit", "-opened_at", "-id"], name="case_by_unit", condition=models.Q(unit__isnull=False)),
    models.Index(fields=["-opened_at", "-id"], name="case_latest"),
    models.Index(fields=["-opened_at", "-id"], name="case_latest_closed", condition=models.Q(closed_at__isnull=False)),
    models.Index(fields=["kind", "-opened_at", "-id"], name="case_by_kind"),
    models.Index(fields=["kind", "type", "-opened_at", "-id"], name="case_by_type"),
    models.Index(fields=["topic", "-opened_at", "-id"], name="case_by_topic"),
    models.Index(fields=["source", "-opened_at", "-id"], name="case_by_source"),
    *(models.Index(fields=["-opened_at", "-id"], name=f"case_{name}", condition=few) for name, few in FEW.items()),
    models.Index(fields=["home_path", "-id"], name="case_offered", condition=models.Q(is_offered=True)),
    models.Index(fields=["taker_id", "-id"], name="case_by_taker", condition=models.Q(taker_id__isnull=False)),
    models.Index(fields=["origin_kind", "origin_id"], name="case_by_origin"),
    models.Index(fields=["home_path", "enterprise"], name="case_by_enterprise", condition=models.Q(enterprise__gt="")),
]
