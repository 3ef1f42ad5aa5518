import { bulkRules } from "./bulk.ts";
import { personalTerms, secretTerms } from "./classes.ts";
import { concurrencyRules, versionTerms } from "./concurrency.ts";
import { conventionRules } from "./conventions.ts";
import { counterKeyRules } from "./counter-key.ts";
import { deletedTerms, retiredTerms, stateRules } from "./deletes.ts";
import { insteadTerms, titleTerms, usefulTerms } from "./display.ts";
import { envelopeWords } from "./envelope-words.ts";
import { doubtRules } from "./doubts.ts";
import { codeTerms, errorForms, messageTerms } from "./error-shape.ts";
import { extensionRules } from "./extensions.ts";
import { idempotencyRules } from "./idempotency.ts";
import { changeRules } from "./incremental.ts";
import { besideTerms, envelopeTerms } from "./items.ts";
import { keyFieldRules } from "./keyset-style.ts";
import { linkRules } from "./link-header-style.ts";
import { getMarks, postMarks } from "./list-marks.ts";
import { neighbourRules } from "./neighbours.ts";
import { otherWays, signsOfPages, urlFirst } from "./next-url-style.ts";
import { orderRules } from "./order.ts";
import { firstPageRules } from "./page-style.ts";
import { maximumRules } from "./page-size.ts";
import { styleRules } from "./pagination.ts";
import { addressRules } from "./paging-signals.ts";
import { cursorTerms, limitTerms, offsetTerms, pageTerms } from "./paging-terms.ts";
import { verbRules } from "./path.ts";
import { parentRules } from "./parent-rules.ts";
import { reachRules } from "./key-reach.ts";
import { keyRules } from "./primary-key.ts";
import { limitRules } from "./rate-limits.ts";
import type { Rule } from "./rule.ts";
import { scopeRules } from "./scopes.ts";
import { moreTerms, tokenTerms, totalPagesTerms, totalTerms, urlTerms } from "./signal-terms.ts";
import { momentTexts, sinceRules, sinceWords, untilWords } from "./since-parameter.ts";
import { momentRules } from "./time-fields.ts";
import { untilRules } from "./until-parameter.ts";
import { wholeRules } from "./total.ts";
import { eventRules } from "./webhooks.ts";
import { viewRules } from "./views.ts";
import { choiceTerms, switchRules } from "./widening.ts";

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
  neighbours: neighbourRules,
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
