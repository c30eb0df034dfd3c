"""Python values as Arrow arrays."""

from collections.abc import Sequence
from itertools import chain


def array_of(kind, values: Sequence):
    """Values as an Arrow array of a kind: tuples for a struct, lists for a list."""
    import pyarrow

    if pyarrow.types.is_struct(kind):
        columns = zip(*values) if values else ((),) * kind.num_fields
        return pyarrow.StructArray.from_arrays([array_of(field.type, column) for field, column in zip(kind, columns)], fields=list(kind))
    if pyarrow.types.is_list(kind):
        ends = [0]
        for held in values:
            ends.append(ends[-1] + len(held))
        return pyarrow.ListArray.from_arrays(pyarrow.array(ends, pyarrow.int32()), array_of(kind.value_type, list(chain.from_iterable(values))))
    return pyarrow.array(values, kind)
