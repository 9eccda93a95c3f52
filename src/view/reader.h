/* What the files of the reader share. */
#ifndef COURANT_VIEW_READER_H
#define COURANT_VIEW_READER_H

#include "view_private.h"

struct reader {
    struct view view;
    struct slot slot, marks_slot;
    struct rendered_article rendered;
    unsigned cache_generation; /* of the ui when the article was asked for */
    uint64_t edition;          /* a hash of its title and text */
    const char *news;          /* what has happened to it since it was opened: "changed" or "removed"; NULL: nothing */
    bool is_gone;              /* it was removed, and what is shown is a copy */
    bool is_renewed;           /* what is asked for is the article that is shown, from another cache */
    struct buf fault;          /* why there is no article to show */
    unsigned marks;            /* 1 << enum mark */
    long top, rows;            /* first line shown, lines of the window */
    int text_from;             /* the column of the screen where the text begins */
    long top_before;           /* where find began */
    struct buf heading;        /* to begin at in the article that was asked for; empty: at its top */
    uint32_t begin_at;         /* its offset in the text, when lines are set; 0: there is none */
    int64_t position;          /* as kept in the marks */
    uint32_t focus;            /* 1 + index of the link that Enter follows; 0 none */
    size_t at_heading;         /* 1 + index of the block that was gone to, */
    long heading_top;          /* while this is the first line shown */
    bool labels;               /* letters are shown on links */
    struct slot lead_slot;
    struct lead_request *lead; /* what the link `lead_of` leads to; NULL: not known yet */
    uint32_t lead_of;
    unsigned end_told; /* the key at which the end of the text was told, see ui.keys */
    struct slot notes_slot;
    struct notes_request *notes; /* the notes and passages of the article; NULL: not known yet */
    struct match *kept;          /* where its passages are in the page's text, in order and apart */
    size_t kept_count;
    bool lost_told; /* that passages are no longer in the text was told */
    struct selection {
        bool on, moves_start; /* which end the keys move */
        uint32_t from, to;    /* in the page's text */
    } selection;
    struct matcher matcher; /* what is shown as found: what was typed here, else the words of the list this was opened from */
    struct buf find;        /* what was typed */
    bool at_match;          /* one of the matches is the current one: */
    size_t match_at;
};

/* ---- the window ---- */

long reader_last_top(const struct reader *r);
void reader_scroll_to(struct reader *r, long top);
void reader_show_line(struct reader *r, long line);                      /* scrolls, when it is not seen */
void reader_lay_out(struct reader *r, const struct ui *ui, int columns); /* nothing to do when it is set so already */
uint32_t reader_offset_at_top(const struct reader *r);                   /* in the text of the document */

void reader_keep_position(struct reader *r); /* for when it is opened again */
void reader_begin_at_position(struct reader *r, struct ui *ui, int64_t kept);

/* ---- its headings ---- */

/* The offset of the heading with these words, or a site's anchor of it such as "opening-hours"; 0: there is none. */
uint32_t reader_heading(const struct doc *d, struct str heading);
void reader_next_heading(struct reader *r, struct ui *ui, int by);
void reader_go_to_heading(struct reader *r, int block);           /* index in the document's blocks */
long reader_heading_line(const struct reader *r);                 /* of the one that was gone to; -1: none */
void reader_say_heading(const struct reader *r, struct buf *out); /* the same */
struct view *reader_contents(const struct reader *r);             /* a list of them, to go to one */

/* ---- its links ---- */

long reader_line_of_link(const struct page *p, uint32_t link);             /* on which it begins; -1: none */
int reader_column_of_link(const struct page *p, long line, uint32_t link); /* on that line; 0: it is not there */
uint32_t reader_link_at(const struct page *p, long line, int column);      /* 0: there is none */
uint32_t reader_link_from(const struct page *p, long line); /* the first one on the lines from there on; 0: none */
void reader_next_link(struct reader *r, struct ui *ui, int by);
void reader_focus(struct reader *r, struct ui *ui, uint32_t link); /* and asks what it leads to; 0: none */
void reader_say_lead(const struct reader *r, struct buf *out);     /* what the focused link leads to */
void reader_take_lead(void *owner, void *context, struct request *request);
void reader_forget_lead(struct reader *r);
void reader_open_number(const struct reader *r, struct ui *ui, int number);

void reader_label_links(struct reader *r, struct ui *ui); /* letters on those that are seen, to follow one */
void reader_paint_labels(const struct reader *r, const struct grid *g, struct str typed);

/* ---- passages ---- */

void reader_ask_notes(struct reader *r, struct ui *ui);     /* and shows the passages when they come */
void reader_find_passages(struct reader *r, struct ui *ui); /* of another page's text */
void reader_paint_passages(const struct reader *r, const struct grid *g);
void reader_forget_notes(struct reader *r);
void reader_take_notes(void *owner, void *context, struct request *request);

void reader_select(struct reader *r, struct ui *ui); /* begins with the first line shown, or ends */
bool reader_end_selection(struct reader *r);         /* false: there was none */
bool reader_select_key(struct reader *r, struct ui *ui, int key);
void reader_say_selection(const struct reader *r, struct buf *out);
bool reader_keep_selection(struct reader *r, struct ui *ui, bool in_editor); /* asks for a remark; false: nothing is selected */

/* ---- what is found in it ---- */

void reader_search(struct reader *r, struct ui *ui);             /* opens the prompt */
void reader_find_all(struct reader *r);                          /* of another text, or after one was laid out */
void reader_find_words_of(struct reader *r, struct view *list);  /* what it was searched for; NULL: nothing */
bool reader_next_match(struct reader *r, struct ui *ui, int by); /* false: nothing is searched for */
bool reader_end_find(struct reader *r);                          /* and the focus; false: there was neither */

#endif
