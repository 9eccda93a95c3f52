#!/usr/bin/env bash
# Languages: where an article's is told, and pages in several of them, of which lists show one.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

config() { mkdir -p "$XDG_CONFIG_HOME/courant" && printf '%s\n' "$@" >"$XDG_CONFIG_HOME/courant/config.yaml"; }
write() { # PATH LINES... : a front matter, and a text
    mkdir -p "$(dirname "$1")"
    { printf -- '---\n' && printf '%s\n' "${@:2}" && printf -- '---\nThe ferry sails at noon.\n'; } >"$1"
}
index() { exits 0 index --quiet --cache=cache.db site; }
# The languages and paths of a list: "de de/a.md, - b.md".
listed() {
    "$COURANT" list --cache=cache.db --format=jsonl "$@" 2>err | sed -E 's/^[^[]*"path":"([^"]*)"[^[]*"language":("([^"]*)"|null).*/\3 \1/' |
        sed 's/^ /- /' | sort | paste -sd, | sed 's/,/, /g'
}
languages() { "$COURANT" languages --cache=cache.db --format=tsv | cut -f1,6 | sort | tr '\t\n' ' ;'; }
fresh() { chmod -R u+rwX site 2>/dev/null; rm -rf site cache.db*; config '# nothing'; }

# By the names of files: one of them is the unmarked one.
fresh
write site/post/ferry.md 'title: Ferry' 'date: 2021-03-01' 'tags: [water, English]'
write site/post/ferry.de.md 'title: Fähre' 'date: 2021-03-01' 'tags: [water, Deutsch]'
write site/post/ferry.pt-br.md 'title: Balsa' 'date: 2021-03-01' 'tags: [water]'
write site/post/harbour.md 'title: Harbour' 'date: 2021-03-02'
write site/README.md 'title: Read me'
write site/app.min.md 'title: Minified'
write site/v1.2.md 'title: Version'
write site/socket.io.md 'title: Socket'
check 'names' index
check 'names, the unmarked ones' same "$(listed)" '- README.md, - app.min.md, - post/ferry.md, - post/harbour.md, - socket.io.md, - v1.2.md'
check 'names, counted' same "$("$COURANT" list --cache=cache.db | wc -l)" 6
check 'names, all' same "$(listed 'lang:*' tag:water)" '- post/ferry.md, de post/ferry.de.md, pt-br post/ferry.pt-br.md'
check 'names, one' same "$(listed lang:de)" 'de post/ferry.de.md'
check 'names, a beginning' same "$(listed lang:pt)" 'pt-br post/ferry.pt-br.md'
check 'names, a term' same "$(listed tag:water)" '- post/ferry.md'
check 'names, the count of a term' grep -q '^1	.*water' <("$COURANT" tags --cache=cache.db --format=tsv)
check 'names, no term of what is not shown' same "$("$COURANT" tags --cache=cache.db --format=tsv | grep -c Deutsch)" 0
check 'names, found by a word' same "$(listed ferry sort:relevance)" "$(listed ferry)"
check 'names, by title' same "$(listed tag:water sort:title)" '- post/ferry.md'
check 'names, excluded' same "$(listed -lang:de tag:water)" '- post/ferry.md'
check 'names, languages' same "$(languages)" '1 de;1 pt-br;'
check 'names, all of them count as articles' grep -q '^8 articles' <("$COURANT" index --cache=cache.db site)
"$COURANT" list --cache=cache.db --format=jsonl title:ferry >out
check 'names, translations in JSON' out_has '"language":null,"translations":[{"language":"de",'
check 'names, their paths in JSON' out_has '"path":"post/ferry.pt-br.md"}]'
"$COURANT" list --cache=cache.db --format=csv title:ferry >out
check 'names, translations in CSV' out_has '"post/ferry.de.md'
exits 0 show --cache=cache.db post/ferry.de.md
check 'a path shows that file' out_has 'Fähre'
check 'also in' out_has 'Also in: the original, pt-br'
check 'an exclusion of all' exits 2 list --cache=cache.db -- '-lang:*'

# The reader's language, without parsing anything again.
config 'language: de'
index
check 'German' same "$(listed tag:water)" 'de post/ferry.de.md'
check 'German, the terms' same "$("$COURANT" tags --cache=cache.db --format=tsv | cut -f1,6 | sort | tr '\t\n' ' ;')" '1 Deutsch;1 water;'
check 'German, nothing parsed' grep -q '8 unchanged' <("$COURANT" index --cache=cache.db site)
config '# nothing'
env LC_ALL=pt_PT.UTF-8 "$COURANT" index --quiet --cache=cache.db site
check 'Portuguese of another country' same "$(listed tag:water)" 'pt-br post/ferry.pt-br.md'
env -u LC_ALL -u LC_MESSAGES LANG=de_AT.UTF-8 "$COURANT" index --quiet --cache=cache.db site
check 'LANG' same "$(listed tag:water)" 'de post/ferry.de.md'
index
check 'no language' same "$(listed tag:water)" '- post/ferry.md'

# A translation that comes, is a draft, is yet to be written, goes.
config 'language: fr'
write site/post/harbour.fr.md 'title: Port' 'draft: true'
index
check 'a draft' same "$(listed title:harbour)" '- post/harbour.md'
write site/post/harbour.fr.md 'title: Port' 'date: 2021-03-02'
index
check 'no draft any more' same "$(listed lang:fr), $(listed title:harbour), $(listed title:port)" 'fr post/harbour.fr.md, , fr post/harbour.fr.md'
printf -- '---\ntitle: Port\n---\n' >site/post/harbour.fr.md
index
check 'a placeholder without a text' same "$(listed title:harbour)" '- post/harbour.md'
exits 0 show --cache=cache.db post/harbour.md
check 'a placeholder is no translation' out_lacks 'lso in'
write site/post/harbour.fr.md 'title: Port' 'untranslated: 1'
index
check 'a placeholder that says so' same "$(listed title:harbour)" '- post/harbour.md'
rm site/post/harbour.fr.md
index
check 'no translation any more' same "$(listed title:harbour)" '- post/harbour.md'

# By folders: one alone tells nothing, until there is another beside it.
fresh
write site/io/notes.md 'title: Input'
write site/go/notes.md 'title: Go'
write site/js/notes.md 'title: Script'
write site/en/a.md 'title: Alpha'
write site/en/sub/b.md 'title: Beta'
index
check 'one folder' same "$(listed)" '- en/a.md, - en/sub/b.md, - go/notes.md, - io/notes.md, - js/notes.md'
write site/de/a.md 'title: Das Alpha'
index
check 'two folders' same "$(listed)" '- go/notes.md, - io/notes.md, - js/notes.md, en en/a.md, en en/sub/b.md'
check 'two folders, all' same "$(listed 'lang:*' alpha)" 'de de/a.md, en en/a.md'
rm -r site/de
index
check 'one folder again' same "$(listed)" '- en/a.md, - en/sub/b.md, - go/notes.md, - io/notes.md, - js/notes.md'
mkdir site/de && touch site/de/logo.png
index
check 'a folder without articles' same "$(listed alpha)" '- en/a.md'

# By the front matter: one slug or permalink, in the folder of that language or in any.
fresh
write site/_posts/2021-01-01-ferry.md 'title: Ferry' 'lang: en' 'slug: ferry'
write site/_posts/de/2021-01-01-faehre.md 'title: Fähre' 'lang: de' 'slug: ferry'
write site/_posts/de/2021-01-02-harbour.md 'title: Hafen' 'lang: DE'
write site/_posts/2021-01-02-harbour.md 'title: Harbour'
write site/about.md 'title: About' 'lang: en' 'permalink: /about/'
write site/ueber.md 'title: Über' 'lang: de-DE' 'permalink: /about/'
write site/one.md 'title: One' 'lang: en' 'translationKey: k1'
write site/eins.md 'title: Eins' 'lang: de' 'translationKey: k1'
write site/copy.md 'title: Copy' 'lang: en' 'slug: twice'
write site/other.md 'title: Other' 'lang: en' 'slug: twice'
check 'front matter' exits 0 index --cache=cache.db site
check 'front matter, a slug of two languages is no problem' same "$(grep -c "slug 'ferry'" err)" 0
check 'front matter, one of one language is' err_has "the slug 'twice' is also used by"
check 'front matter, English' same "$(listed)" \
    '- _posts/2021-01-02-harbour.md, en _posts/2021-01-01-ferry.md, en about.md, en copy.md, en one.md, en other.md'
config 'language: de'
index
check 'front matter, German' same "$(listed)" \
    'de _posts/de/2021-01-01-faehre.md, de _posts/de/2021-01-02-harbour.md, de eins.md, de-de ueber.md, en copy.md, en other.md'
check 'a slug leads to the one that is shown' exits 0 show --cache=cache.db ferry
check 'a slug leads to the one that is shown, seen' out_has 'Fähre'


# Docusaurus: translations stand in folders of its plug-ins, one language alone, too.
fresh
write site/docs/ferry.md 'title: Ferry'
write site/versioned_docs/version-1.0/ferry.md 'title: Old ferry'
write site/blog/2024-03-04-ferry.md 'title: Ferry again'
write site/src/pages/about.md 'title: About'
write site/i18n/de/docusaurus-plugin-content-docs/current/ferry.md 'title: Fähre'
write site/i18n/de/docusaurus-plugin-content-docs/version-1.0/ferry.md 'title: Alte Fähre'
write site/i18n/de/docusaurus-plugin-content-blog/2024-03-04-ferry.md 'title: Wieder die Fähre'
write site/i18n/de/docusaurus-plugin-content-pages/about.md 'title: Über uns'
check 'plug-ins' index
check 'plug-ins, the originals' same "$(listed)" '- blog/2024-03-04-ferry.md, - docs/ferry.md, - src/pages/about.md, - versioned_docs/version-1.0/ferry.md'
check 'plug-ins, German' same "$(listed lang:de | tr , '\n' | wc -l)" 4
mkdir site/web && mv site/docs site/i18n site/web/
check 'plug-ins, below another folder' index
check 'plug-ins, below another folder, of what is there' same "$(listed | tr , '\n' | wc -l)" 7

finish
