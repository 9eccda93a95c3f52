/* seek: a view asks what a text means, and goes on when it is answered. */
#include "view_private.h"

enum { MOMENT = 8 }; /* milliseconds: what is found within half a frame is shown with the key that asked for it */

static enum seeker_state take(struct seeking *s, struct ui *ui, int milliseconds, struct seek_answer *answer, struct err *e) {
    enum seeker_state state = seeker_take(ui->seeker, s->number, milliseconds, answer, e);
    s->at_work = state == SEEKER_AT_WORK;
    return state;
}

enum seeker_state seeking_ask(struct seeking *s, struct ui *ui, const struct seek_question *question,
                              struct seek_answer *answer, struct err *e) {
    s->count = question->count;
    s->at_work = false;
    if (ui->seeker) {
        s->number = seeker_ask(ui->seeker, question);
        return take(s, ui, MOMENT, answer, e);
    }
    *answer = (struct seek_answer){0};
    return !ui->cache || seek_find(ui->cache, &s->names, question, answer, e) == 0 ? SEEKER_ANSWERED : SEEKER_FAILED;
}

enum seeker_state seeking_go_on(struct seeking *s, struct ui *ui, struct seek_answer *answer, struct err *e) {
    return s->at_work ? take(s, ui, 0, answer, e) : SEEKER_AT_WORK;
}

void seeking_release(struct seeking *s) {
    seek_names_release(&s->names);
}
