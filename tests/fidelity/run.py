#!/usr/bin/env python3
"""No word lost: the words that `courant show` renders of each body, in order, against those of an independent reference, w3m's
rendering of the HTML that the program cmark makes.

usage: run.py COURANT TREE [WORST]

Shortcodes, templates, scripts and styles are taken out of both beforehand. Prints how many files and words were compared, how
many words are missing and added, and the WORST (10) files with what differs in them. Exit status 1: more than one word in a
thousand is missing."""

import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

ENDINGS = ('.md', '.markdown', '.html', '.htm')
MOST_MISSING = 1 / 1000

# For the site generator or the browser, not for a reader. Taken out as a blank, so that words do not run together.
NOT_PROSE = [
    re.compile(r'\{\{[<%].*?[>%]\}\}', re.S),
    re.compile(r'\{%-?\s*(comment|highlight|raw)\b.*?%\}|\{%.*?%\}', re.S),
    re.compile(r'\{\{.*?\}\}', re.S),
    re.compile(r'<!--.*?-->', re.S),
    re.compile(r'<(script|style)\b.*?</\1\s*>', re.S | re.I),
    re.compile(r'[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ufeff\u00ad]'),
]
# What either program says of its own: numbers of links, names for images, marks for deleted and inserted text.
OF_OURS = re.compile(r'\[\d+\]|\[image\]|\[[ x]\]')
OF_W3M = re.compile(r'\[DEL:|:DEL\]|\[INS:|:INS\]|\[\d+\]')
# cmark shows HTML that is indented by four blanks as code, tags and entities and all; so these count nowhere.
TAG = re.compile(r'</?[a-zA-Z][^<>]*>|&#?\w+;')
WORD = re.compile(r'[^\W_]+', re.U)


def body_of(path):
    text = open(path, 'rb').read().decode('utf-8', 'replace').replace('\r\n', '\n').replace('\r', '\n').lstrip('\ufeff')
    fences = re.match(r'\s*---[ \t]*\n(.*?\n)?(---|\.\.\.)[ \t]*(\n|$)', text, re.S)
    body = text[fences.end():] if fences else text
    for pattern in NOT_PROSE:
        body = pattern.sub(' ', body)
    return body


def files_of(tree):
    for folder, folders, names in os.walk(tree):
        folders[:] = sorted(f for f in folders if not f.startswith('.'))
        for name in sorted(names):
            path = os.path.join(folder, name)
            if name.lower().endswith(ENDINGS) and not name.startswith('.') and os.path.isfile(path):
                yield path


def output_of(command, text=None):
    done = subprocess.run(command, input=text, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return done.stdout


def reference_words(name, body):
    html = body.encode()
    if name.lower().endswith(('.md', '.markdown')):
        html = output_of(['cmark', '--unsafe'], html)
    text = output_of(['w3m', '-dump', '-T', 'text/html', '-I', 'UTF-8', '-O', 'UTF-8', '-cols', '4000',
                      '-o', 'pseudo_inlines=0', '-o', 'display_image=0'], html).decode('utf-8', 'replace')
    return WORD.findall(OF_W3M.sub(' ', TAG.sub(' ', text)))


def our_words(courant, cache, path):
    text = output_of([courant, 'show', '--cache=' + cache, '--width=4000', path]).decode('utf-8', 'replace')
    body = text.split('\u2500' * 100, 1)[-1]  # below the rule under title, day and topics
    body = re.sub(r'\nSection: [^\n]*\n*\Z', '\n', body)  # and above what the folder says of it
    return WORD.findall(OF_OURS.sub(' ', TAG.sub(' ', body)))


def compare(folder, words):
    """One diff for all files: lines of a word each, a line for the name of each file."""
    for side in (0, 1):
        with open(os.path.join(folder, str(side)), 'w', encoding='utf-8') as out:
            for name, pair in words:
                out.write('\x01' + name + '\n' + ''.join(w + '\n' for w in pair[side]))
    diff = output_of(['diff', '--text', '-U', '1000000000', os.path.join(folder, '0'), os.path.join(folder, '1')])
    found, name = {}, None
    for line in diff.decode('utf-8', 'replace').split('\n')[3:]:
        if line[1:2] == '\x01':
            name = line[2:]
        elif line[:1] in ('-', '+'):
            found.setdefault(name, ([], []))[line[0] == '+'].append(line[1:])
    return found


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    courant, tree, worst = sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 10
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        site, cache = os.path.join(folder, 'site'), os.path.join(folder, 'cache.db')
        bodies = []
        for path in files_of(tree):
            name, body = os.path.relpath(path, tree), body_of(path)
            copy = os.path.join(site, name)
            os.makedirs(os.path.dirname(copy), exist_ok=True)
            with open(copy, 'w', encoding='utf-8', newline='') as out:
                out.write('---\ntitle: Fidelity\n---\n' + body)
            bodies.append((name, body))
        output_of([courant, 'index', '--quiet', '--cache=' + cache, site])
        references = pool.map(lambda b: reference_words(*b), bodies)
        ours = pool.map(lambda b: our_words(courant, cache, b[0]), bodies)
        words = [(b[0], pair) for b, pair in zip(bodies, zip(references, ours))]
        found = compare(folder, words)
    total = sum(len(pair[0]) for _, pair in words)
    missing = sum(len(f[0]) for f in found.values())
    added = sum(len(f[1]) for f in found.values())
    print('%d files, %d words: %d missing (%.3f %%), %d added (%.3f %%), in %d files' % (
        len(words), total, missing, 100 * missing / max(total, 1), added, 100 * added / max(total, 1), len(found)))
    for name in sorted(found, key=lambda n: -len(found[n][0]) - len(found[n][1]))[:worst]:
        print('\n%s\n  missing %d: %s\n  added %d: %s' % (
            name, len(found[name][0]), ' '.join(found[name][0])[:400], len(found[name][1]), ' '.join(found[name][1])[:400]))
    sys.exit(missing > total * MOST_MISSING)


main()
