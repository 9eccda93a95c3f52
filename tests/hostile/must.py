#!/usr/bin/env python3
"""What must be true of each hostile file beyond its verdict: the `must` column of EXPECT.tsv, held against what the program lists,
finds and shows of the cache that it made.

usage: must.py COURANT EXPECT.tsv CACHE"""

import json
import re
import subprocess
import sys

# C0 but newline and tab, DEL, C1; embeddings, overrides and isolates
CONTROL = re.compile('[\x00-\x08\x0b-\x1f\x7f-\x9f]')
BIDI = re.compile('[\u202a-\u202e\u2066-\u2069]')


def run(*arguments):
    done = subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    return done.stdout.decode('utf-8', 'replace')


def bytes_of(escaped):
    return re.sub(rb'%([0-9A-F]{2})', lambda m: bytes([int(m[1], 16)]), escaped.encode())


def cleaned(path):
    """A path as it stands in JSON: what is no UTF-8 is U+FFFD, C1 and bidi characters are gone; C0 is escaped there."""
    return BIDI.sub('', re.sub('[\x80-\x9f]', '', path.decode('utf-8', 'replace')))


def main():
    courant, expect, cache = sys.argv[1:4]
    option = '--cache=' + cache
    articles = {}
    for query in ('', 'is:hidden'):
        for record in json.loads(run(courant, 'list', option, '--format=json', query) or '[]'):
            articles[record['path']] = record
    checks = bad = 0
    for line in open(expect, encoding='utf-8').read().split('\n')[1:]:
        if line.count('\t') < 5 or line.startswith('#'):
            continue
        path, verdict, _, _, must, _ = line.split('\t')
        record = articles.get(cleaned(bytes_of(path)))
        text = run(courant, 'show', option, '--width=10000', bytes_of(path)) if record and must else ''
        everything = ' '.join(str(v) for k, v in record.items() if k not in ('path', 'key')) if record else ''
        for condition in filter(None, must.split(';')):
            key, _, wanted = condition.partition('=')
            if key in ('nonroot', 'mayignore') or (record is None and verdict in ('REJECT', 'IGNORE', 'BOUND', 'TREE')):
                continue
            checks += 1
            flat = ' '.join(text.split())
            well = record is not None and {
                'title': lambda: record['title'].startswith(wanted),  # a semicolon in it ends the condition
                'slug': lambda: record['slug'] == wanted,
                'date': lambda: (record['date'] or 'none') == wanted,
                'offerings': lambda: len(record['offerings']) == int(wanted),
                'cats': lambda: len(record['topics']) == int(wanted),
                'links': lambda: text.count('[%d]' % int(wanted)) >= 1 or int(wanted) == 0,
                'openable': lambda: bool(record['source_url']) == (wanted != '0'),
                'text': lambda: ' '.join(wanted.split()) in flat and record['path'] in found(courant, option, wanted),
                'notext': lambda: wanted not in text,
                'noctl': lambda: not CONTROL.search(text) and not CONTROL.search(everything),
                'nobidi': lambda: not BIDI.search(text) and not BIDI.search(everything),
            }.get(key, lambda: True)()
            if not well:
                bad += 1
                print('%s: %s does not hold: %s' % (path[:60], condition[:80], (flat[:160] if record else 'no article')))
    print('%d articles, %d conditions, %d do not hold' % (len(articles), checks, bad))
    sys.exit(bad > 0)


def found(courant, option, words):
    """Paths of what a search for these words finds, as a phrase."""
    phrase = '"%s"' % words.replace('"', ' ')
    for query in (phrase, phrase + ' is:hidden'):
        for record in json.loads(run(courant, 'list', option, '--format=json', query) or '[]'):
            yield record['path']


main()
