"""The network is XML whatever the names are, with weights and the days it lasts."""

from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from actors.domain.network import Appearing, CoAppearance
from actors.formats.gexf import gexf

SPACE = "{http://gexf.net/1.3}"


def parsed(actors: list[Appearing], pairs: list[CoAppearance]) -> ElementTree.Element:
    return ElementTree.fromstring("".join(gexf(actors, pairs)).encode())


def test_nodes_and_edges_have_their_weights_and_days() -> None:
    actors = [Appearing("a", "state", "un_member", "A", 3, 2), Appearing("b", "person", None, "B", 2, 1)]
    graph = parsed(actors, [CoAppearance("a", "b", 2, 1, "2017-01-01", "2017-02-03")])
    assert [(node.get("id"), node.get("label")) for node in graph.iter(f"{SPACE}node")] == [
        ("a", "A"),
        ("b", "B"),
    ]
    (edge,) = graph.iter(f"{SPACE}edge")
    assert edge.attrib == {
        "id": "0",
        "source": "a",
        "target": "b",
        "weight": "2",
        "start": "2017-01-01",
        "end": "2017-02-03",
    }


def test_a_pair_without_days_has_none() -> None:
    (edge,) = parsed([], [CoAppearance("a", "b", 1, 1, None, None)]).iter(f"{SPACE}edge")
    assert "start" not in edge.attrib
    assert "end" not in edge.attrib


@given(st.one_of(st.text(), st.text("<>&\"'\x00\x08\x1f\ufffe\n\t", max_size=6)))
def test_any_name_is_well_formed_xml(name: str) -> None:
    (node,) = parsed([Appearing("a", "person", None, name, 1, 1)], []).iter(f"{SPACE}node")
    label = node.get("label")
    assert label is not None
    allowed = [(written, read) for written, read in zip(name, label, strict=True) if written != read]
    assert all(read == "\ufffd" for _, read in allowed)
