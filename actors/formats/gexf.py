"""GEXF 1.3: the network of co-appearances, for Gephi and its like.

An edge's weight is the number of sentences that two actors share; it lasts from the first to the last day of their
documents, so that a timeline can be played. Edges of documents without a day last for ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import quoteattr

from actors.domain.network import Appearing, CoAppearance

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
<meta><creator>actors</creator><description>Co-appearances: actors that share sentences</description></meta>
<graph defaultedgetype="undirected" mode="dynamic" timeformat="date">
<attributes class="node" mode="static">
<attribute id="kind" title="kind" type="string"/>
<attribute id="class" title="class" type="string"/>
<attribute id="sentences" title="sentences" type="integer"/>
<attribute id="documents" title="documents" type="integer"/>
</attributes>
<attributes class="edge" mode="static">
<attribute id="documents" title="documents" type="integer"/>
</attributes>
<nodes>
"""

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def gexf(actors: Iterable[Appearing], pairs: Iterable[CoAppearance]) -> Iterator[str]:
    """Yield the document in pieces, nodes and edges in the order given."""
    yield _HEAD
    for actor in actors:
        attributes = _attribute("kind", actor.kind) + _attribute("class", actor.actor_class or "")
        attributes += _attribute("sentences", actor.sentences) + _attribute("documents", actor.documents)
        yield f"<node id={_quoted(actor.key)} label={_quoted(actor.name)}><attvalues>{attributes}</attvalues></node>\n"
    yield "</nodes>\n<edges>\n"
    for number, pair in enumerate(pairs):
        lasting = f" start={_quoted(pair.first)}" if pair.first else ""
        lasting += f" end={_quoted(pair.last)}" if pair.last else ""
        yield (
            f'<edge id="{number}" source={_quoted(pair.left)} target={_quoted(pair.right)}'
            f' weight="{pair.sentences}"{lasting}>'
            f"<attvalues>{_attribute('documents', pair.documents)}</attvalues></edge>\n"
        )
    yield "</edges>\n</graph>\n</gexf>\n"


def _attribute(name: str, value: str | int) -> str:
    return f'<attvalue for="{name}" value={_quoted(str(value))}/>'


def _quoted(text: str) -> str:
    """Return an attribute's value; what XML has no characters for becomes a replacement character."""
    return quoteattr(_NO_XML.sub("\ufffd", text))
