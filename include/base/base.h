/* base: the basics that every module uses: fatal errors, checked allocation, strings with a length. */
#ifndef COURANT_BASE_H
#define COURANT_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

#if defined(__GNUC__)
#define PRINTF_LIKE(string, first) __attribute__((format(printf, string, first)))
#define NORETURN __attribute__((noreturn))
#else
#define PRINTF_LIKE(string, first)
#define NORETURN
#endif

/* Exit status of the program (and of `die`: STATUS_FAILED). */
enum status { STATUS_OK, STATUS_PROBLEMS, STATUS_USAGE, STATUS_FAILED };

/* Bytes somebody else owns. Not NUL-terminated unless it comes from an arena or a literal. */
struct str {
    const char *p;
    size_t n;
};

#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})
#define STR_NONE ((struct str){"", 0})

struct str str_from(const char *text);                      /* NULL becomes the empty string */
struct str str_slice(struct str s, size_t from, size_t to); /* clipped to s */
struct str str_trim(struct str s);                          /* without ASCII blanks at both ends */
struct str str_line(struct str s);                          /* up to its first newline */
bool str_equal(struct str a, struct str b);
bool str_equal_nocase(struct str a, struct str b); /* ignores ASCII case */
bool str_is(struct str s, const char *text);
bool str_starts(struct str s, const char *prefix);
bool str_ends_nocase(struct str s, const char *suffix);
int str_compare(struct str a, struct str b); /* bytewise, like strcmp */
uint64_t str_hash(struct str s);             /* FNV-1a, 64 bit: for numbers that are stored */
/* For hash tables in memory: the key is random per process, so that nobody can choose texts that collide. Equal hashes do not
 * prove equal texts: compare these too. */
uint64_t str_hash_keyed(uint64_t seed, struct str s);
bool is_blank(char c);                         /* space, tab, newline, carriage return */
struct str path_name(struct str path);         /* the part after its last slash; the whole if it has none */
struct str path_folder(struct str path);       /* the part up to and including its last slash; empty if it has none */
bool str_to_int(struct str s, int64_t *value); /* whole string, decimal, no blanks; false on overflow */

/* ASCII letters and digits; is_word_byte is also true for the bytes of all other characters. Inline, as whole texts are read
 * with them. */
static inline bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
static inline bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
static inline bool is_word_byte(char c) {
    return is_letter(c) || is_digit(c) || (c & 0x80);
}

int64_t monotonic_ms(void); /* monotonic clock, for measuring time */

/* Ends the program with STATUS_FAILED after "courant: MESSAGE" on standard error. */
void die(const char *format, ...) PRINTF_LIKE(1, 2) NORETURN;

/* Sets what `die` calls first, for example to restore the terminal; NULL: nothing. */
void die_hook(void (*before)(void *context), void *context);

/* Never return NULL: running out of memory ends the program. */
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *p, size_t count, size_t size);
char *xstrdup(const char *text);

/* Makes room for one more element in a growing array: `array = grow(array, used, &capacity, sizeof *array)`. */
void *grow(void *array, size_t used, size_t *capacity, size_t size);

#endif
