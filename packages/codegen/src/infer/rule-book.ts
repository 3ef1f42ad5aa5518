import { bulkRules } from "./operations/bulk.ts";
import { personalTerms, secretTerms } from "./records/classes.ts";
import { concurrencyRules, versionTerms } from "./operations/concurrency.ts";
import { conventionRules } from "./lists/conventions.ts";
import { counterKeyRules } from "./pagination/counter-key.ts";
import { deletedTerms, retiredTerms, stateRules } from "./changes/deletes.ts";
import { insteadTerms, titleTerms, usefulTerms } from "./records/display.ts";
import { envelopeWords } from "./lists/envelope-words.ts";
import { doubtRules } from "./lists/doubts.ts";
import { codeTerms, errorForms, messageTerms } from "./api/error-shape.ts";
import { extensionRules } from "./pagination/extensions.ts";
import { idempotencyRules } from "./operations/idempotency.ts";
import { changeRules } from "./changes/incremental.ts";
import { besideTerms, envelopeTerms } from "./lists/items.ts";
import { keyFieldRules } from "./pagination/keyset-style.ts";
import { linkRules } from "./pagination/link-header-style.ts";
import { getMarks, postMarks } from "./lists/list-marks.ts";
import { operationRules } from "./operations/operation-rules.ts";
import { otherWays, signsOfPages, urlFirst } from "./pagination/next-url-style.ts";
import { orderRules } from "./changes/order.ts";
import { firstPageRules } from "./pagination/page-style.ts";
import { maximumRules } from "./pagination/page-size.ts";
import { styleRules } from "./pagination/pagination.ts";
import { addressRules } from "./pagination/paging-signals.ts";
import { cursorTerms, limitTerms, offsetTerms, pageTerms } from "./pagination/paging-terms.ts";
import { verbRules } from "./document/path.ts";
import { parentRules } from "./parents/parent-rules.ts";
import { reachRules } from "./parents/key-reach.ts";
import { keyRules } from "./keys/primary-key.ts";
import { limitRules } from "./api/rate-limits.ts";
import type { Rule } from "./rules/rule.ts";
import { scopeRules } from "./auth/scopes.ts";
import { moreTerms, tokenTerms, totalPagesTerms, totalTerms, urlTerms } from "./pagination/signal-terms.ts";
import { momentTexts, sinceRules, sinceWords, untilWords } from "./changes/since-parameter.ts";
import { momentRules } from "./changes/time-fields.ts";
import { untilRules } from "./changes/until-parameter.ts";
import { wholeRules } from "./pagination/total.ts";
import { eventRules } from "./api/webhooks.ts";
import { viewRules } from "./streams/views.ts";
import { choiceTerms, switchRules } from "./lists/widening.ts";

/** Every rule that inference has, by the question that it helps to answer. */
export const ruleBook: Readonly<Record<string, readonly Rule[]>> = {
  "is it a list (GET)": getMarks,
  "is it a list (POST)": postMarks,
  "words of an envelope": envelopeWords,
  "verbs in a path": verbRules,
  "where the records are": envelopeTerms,
  "what stands beside the records": besideTerms,
  "choice of records": choiceTerms,
  extensions: extensionRules,
  "page size": limitTerms,
  "largest page": maximumRules,
  "page number": pageTerms,
  "first page": firstPageRules,
  offset: offsetTerms,
  "offset that is a key": counterKeyRules,
  cursor: cursorTerms,
  "next token": tokenTerms,
  "next address": urlTerms,
  "what an address is": addressRules,
  "has more": moreTerms,
  "total count": totalTerms,
  "count of the whole": wholeRules,
  "total pages": totalPagesTerms,
  "style of paging": styleRules,
  "address of the next page, and yet another style": otherWays,
  "address of the next page before all": urlFirst,
  "address of the next page": signsOfPages,
  "link header": linkRules,
  "field of a keyset": keyFieldRules,
  "habits of the document": conventionRules,
  "primary key": keyRules,
  parent: parentRules,
  "reach of a key": reachRules,
  view: viewRules,
  "way of paging that is chosen": switchRules,
  "what to look at": doubtRules,
  "how to ask for changes": changeRules,
  "parameter of changes": sinceRules,
  "lower bound": sinceWords,
  "upper bound": untilWords,
  "parameter of the upper bound": untilRules,
  "moment in a text": momentTexts,
  "moment in a name": momentRules,
  order: orderRules,
  "mark of a deletion": deletedTerms,
  "mark of retirement": retiredTerms,
  "state of an end": stateRules,
  "operations on one record": operationRules,
  "writes of many records": bulkRules,
  "versions of a record": concurrencyRules,
  "field of a version": versionTerms,
  scopes: scopeRules,
  "rate limits": limitRules,
  "form of errors": errorForms,
  "message of an error": messageTerms,
  "code of an error": codeTerms,
  "types of events": eventRules,
  "idempotency header": idempotencyRules,
  title: titleTerms,
  "instead of a title": insteadTerms,
  "useful field": usefulTerms,
  secret: secretTerms,
  personal: personalTerms,
};
