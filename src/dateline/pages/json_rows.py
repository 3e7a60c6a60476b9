"""Related rows as one JSON column of a query, so that a page asks once where it would ask twice."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Aggregate, JSONField, QuerySet, Subquery
from django.db.models.functions import JSONObject


class _JsonList(Aggregate):
    """All values of a group as a JSON list, in no certain order."""

    function = "JSON_GROUP_ARRAY"
    output_field = JSONField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Return the SQL of PostgreSQL, which names it otherwise."""
        return self.as_sql(compiler, connection, function="JSONB_AGG", **context)


def json_rows(rows: QuerySet[Any], *, group_by: str, fields: Mapping[str, str]) -> Subquery:
    """Return a subquery with the rows of one group as a JSON list of objects, or null for none.

    rows      filtered by an `OuterRef`, without an order
    group_by  the column that is the same in all of them
    fields    the objects' keys, and the field each is taken from
    """
    grouped = rows.values(group_by).annotate(listed=_JsonList(JSONObject(**fields)))
    return Subquery(grouped.values("listed"), output_field=JSONField())
