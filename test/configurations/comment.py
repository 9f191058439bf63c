"""What GitHub's own parser makes of comments: of each, what is not as it should be."""

import json
import re
import sys
from html.parser import HTMLParser

import cmarkgfm
from cmarkgfm.cmark import Options

OURS = set("details summary b code pre p strong table thead tbody tr th td ul li h4 a".split())
# Where nobody is called and nothing is linked.
QUIET = {"code", "pre", "a"}
CALL = re.compile(r"@\w|#\d|GH-\d|https?:|www\.")


class Comment(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.links, self.wrong = [], [], []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        if tag not in OURS:
            self.wrong.append(f"an element {tag}")
        if tag == "a":
            self.links.append(dict(attrs).get("href"))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"the end of {tag} where none is")

    def handle_data(self, data):
        if not QUIET & set(self.open) and CALL.search(data):
            self.wrong.append(f"a call: {data}")


def judged(text):
    comment = Comment()
    comment.feed(cmarkgfm.github_flavored_markdown_to_html(text, options=Options.CMARK_OPT_UNSAFE))
    comment.close()
    if comment.open:
        comment.wrong.append(f"open at the end: {comment.open}")
    if len(comment.links) > 1:
        comment.wrong.append(f"links: {comment.links}")
    return comment.wrong


print(json.dumps([judged(text) for text in json.load(sys.stdin)]))
