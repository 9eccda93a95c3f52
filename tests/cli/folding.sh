#!/usr/bin/env bash
# Text is found by people who type it without accents, points and strokes, and a name is one term however it is spelt.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

# Language, a text, what is typed; divided by bars.
# shellcheck disable=SC1112 # the quotes are those of the languages
languages='
czech|Příliš žluťoučký kůň v nemocnici|prilis zlutoucky KUN
polish|Łódzki szpital przyjął źrebię|lodzki przyjal zrebie
danish|Rød grød på sygehuset|rod grod pa
icelandic|Læknirinn á spítalanum, Þórður|laeknirinn spitalanum
french|L’œuvre d’un élève, à Nîmes|oeuvre eleve NIMES
german|Große Straße zum Krankenhaus|grosse strasse
turkish|Işık İstanbul’da, çağrı|isik ISTANBUL cagri
romanian|Îngrijire și știință|ingrijire stiinta
hungarian|Fűtött kórtermek őrzése|futott kortermek orzese
vietnamese|Bệnh viện ở Đồng Nai|benh vien dong
catalan|Col·lecció d’herbes|colleccio|-
greek|Ο γιατρός της ᾠδής ξύπνησε|γιατρος ωδης ΞΥΠΝΗΣΕ
russian|Чёрный чай на приём|черный прием
ukrainian|Її лікар приїхав|ії приіхав
serbian|Ђорђе у болници|ђорђе БОЛНИЦИ
hebrew|שָׁלוֹם לַתַּלְמִיד|שלום לתלמיד
arabic|وَصَلَ الطَّبِيبُ إلى المدينـــة|وصل الطبيب الى المدينة
persian|کتاب‌ها و می‌روم|کتابها میروم
hindi|हिन्दी में अस्पताल|हिन्दी अस्पताल
tamil|தமிழ் மருத்துவர்|தமிழ்
thai|น้ำดื่มสะอาดในหมู่บ้าน|น้ำดื่ม หมู่บ้าน
lao|ໂຮງໝໍໃໝ່ຢູ່ບ້ານ|ໃໝ່ ບ້ານ
khmer|មន្ទីរពេទ្យថ្មីនៅភូមិ|ពេទ្យ ភូមិ
burmese|ဆေးရုံအသစ်ဖွင့်သည်|အသစ်
japanese|ガラスの病院はカメラを買う|ｶﾞﾗｽ カメラ
korean|새 병원이 문을 열었다|병원 문
chinese|新医院开门了|医院
armenian|Նոր Հիվանդանոց|նոր հիվանդանոց
georgian|ახალი საავადმყოფო|ᲐᲮᲐᲚᲘ
fullwidth|ＡＴＬＡＳ ２０２６|atlas 2026
ligature|ﬁrst oﬃce, ½ kg, ㎏|first office kg
'
mkdir site
while IFS='|' read -r name text typed _; do
    [ -z "$name" ] || printf -- '---\ntitle: %s\ndate: 2024-01-01\n---\n%s.\n' "$name" "$text" >"site/$name.md"
done <<<"$languages"
check 'index' exits 0 index --cache=cache.db site
while IFS='|' read -r name text typed not; do
    wanted=path:$name.md
    [ -z "$name" ] || check "$name" finds "${wanted:${not:+${#wanted}}}" "$typed"
done <<<"$languages"
check 'another vowel is another word' finds '' 'हन्द'
check 'without its voicing mark it is another word' finds '' 'カラス'
check 'a sound of a syllable is no word' finds '' '벼'

check 'a beginning' finds 'path:russian.md' 'чЁр*'
check 'a beginning with a stroke' finds 'path:polish.md' 'Łó* ŹRE*'
check 'a beginning of two letters' finds 'path:hebrew.md' 'לת* ש*'
check 'a beginning of another script' finds 'path:hindi.md' 'हिन्*'

check 'a title' finds 'path:french.md' 'title:FRÉNCH'

# Names.
rm -r site cache.db*
article a.md 1 2024-01-01 One 'tags: [AI, Café, C++, home care]' 'author: José Núñez' 'categories: ["Klas: E-Health"]'
article b.md 2 2024-01-02 Two 'tags: [ai, CAFE, C, "home  care"]' 'author: Jose Nunez' 'categories: ["KLAS: E-Health"]'
article c.md 3 2024-01-03 Three 'tags: [AI, Café, "C#", home-care]' 'author: JOSÉ NÚÑEZ' 'categories: ["KLAS: E-Health"]'
check 'index names' exits 0 index --cache=cache.db site
check 'tags' exits 0 tags --cache=cache.db --format=tsv
check 'a tag in its most frequent spelling' out_has 'Café'
check 'no other' out_lacks 'CAFE'
check 'signs part names' same "$(grep -c 'C++\|C#\|AI\|Café\|home' out)" 6
check 'as many tags' out_lines 7
check 'a topic in its most frequent spelling' exits 0 topics --cache=cache.db --format=tsv
check 'one topic' out_lines 1
check 'its authority' out_has 'KLAS'
check 'a tag by any spelling' finds 'id:3 id:2 id:1' 'tag:=ai'
check 'a tag in capitals' finds 'id:3 id:2 id:1' 'tag:CAFÉ'
check 'an author' finds 'id:3 id:2 id:1' 'author:"jose nunez"'
check 'notes' exits 0 check --notes site
check 'the spellings' grep -q "b.md:.*: note: 'AI' in 2 articles and 'ai' in 1 are one tag, shown as 'AI'" err out
article a.md 1 2024-01-01 One 'tags: [ai]'
check 'index again' exits 0 index --cache=cache.db site
check 'tags again' exits 0 tags --cache=cache.db --format=tsv
check 'the spelling follows' grep -qw 'ai' out

# A query of signs alone.
check 'signs' exits 2 list --cache=cache.db '🎉'
check 'signs, said' err_has "'🎉' has no letter or digit to search for"
check 'signs beside a word' finds 'id:2' 'word2 & 🎉'
finish
