import type { Words } from "./words.ts";

export const de: Words = {
  skip: "Zum Inhalt springen",
  navigation: "Hauptnavigation",
  language: "Sprache",
  theme: "Farbschema",
  themes: { system: "Wie das System", light: "Hell", dark: "Dunkel" },
  yes: "Ja",
  no: "Nein",

  integrations: "Integrationen",
  integrationsLead:
    "Verbinden Sie die Werkzeuge Ihres Teams. Lantern führt eine eigene Kopie der wichtigen Daten und hält sie aktuell.",
  noneConnected: "Noch ist nichts verbunden.",
  details: "Details",
  detailsOf: (service) => `Details zu ${service}`,

  streamOf: (service, stream) => `${stream} (${service})`,
  whatIsSynced: "Was synchronisiert wird",
  connectFirst: (service) => `Verbinden Sie ${service}, um hier Datensätze, Aktivität und Zustand zu sehen.`,
  receipt: "Beleg",
  receiptOf: (what) => `Beleg: ${what}`,
  newestReceipt: "Neuester Beleg",
  receiptUnreadable: "Der Beleg konnte aus diesem Browser nicht gelesen werden.",
  more: "Mehr",
  moreFor: (service) => `Mehr zu ${service}`,
  working: "Einen Moment …",
  startOver: "Neu beginnen",
  startOverAbout: "Vergisst alle Datensätze und Belege und liest alles noch einmal.",
  startOverFailed:
    "Es konnte nicht neu begonnen werden. Schließen Sie andere Tabs von Lantern und versuchen Sie es erneut.",
  disconnect: "Trennen",
  disconnectAbout: "Beendet den Zugriff und vergisst alle Datensätze und Belege.",
  disconnectFailed:
    "Der Zugriff konnte nicht beendet werden, deshalb wurde nichts vergessen. Versuchen Sie es gleich noch einmal.",
  forgetFailed:
    "Der Zugriff ist beendet, aber es wurde nicht alles vergessen. Schließen Sie andere Tabs von Lantern und trennen Sie erneut.",

  records: "Datensätze",
  recordsLead: "Die eigene Kopie von Lantern, in diesem Browser. Sie folgt jeder Synchronisierung.",
  recordsOf: (stream) => `${stream} ansehen`,
  reading: "Wird gelesen …",
  recordsUnreadable: "Die Datensätze konnten in diesem Browser nicht gelesen werden.",
  noRecords: (stream) => `${stream} erscheinen hier, sobald sie synchronisiert sind.`,
  range: (from, to) => `${from}–${to}`,
  rangeOf: (from, to, total) => `${from}–${to} von ${total}`,
  total: (total) => `${total} insgesamt`,
  previous: "Zurück",
  next: "Weiter",
  findByKey: "Schlüssel eines Datensatzes",
  find: "Suchen",
  noSuchRecord: (key) => `Kein Datensatz hat den Schlüssel ${key}.`,
  recordKey: "Schlüssel",
  record: "Datensatz",
  whereItCameFrom: "Woher dieser Datensatz stammt",

  operator: "Betrieb",

  notConnected: (service) => `${service} wurde nicht verbunden`,
  notReconnected: (service) => `Der Zugriff auf ${service} wurde nicht erneuert`,
  accessRefused: "Der Zugriff wurde nicht erlaubt. Sie können jederzeit verbinden.",
  answerUnknown: "Die Antwort gehörte nicht zu der Anfrage. Verbinden Sie erneut.",
  vendorUnreachable: "Der Dienst war nicht erreichbar. Verbinden Sie gleich noch einmal.",
  nothingKept: "In diesem Browser wird nichts aufbewahrt",
  nothingKeptAbout:
    "Er gibt keinen Platz für Daten, wie in privaten Fenstern. Alles funktioniert, bis diese Seite geschlossen wird.",
  siteDataRefused:
    "Er verweigert dieser Seite alle Websitedaten. Dienste, bei denen man sich anmeldet, lassen sich nicht verbinden, weil für den Rückweg nichts aufbewahrt wird. Websitedaten für diese Adresse erlauben, dann die Seite neu laden.",
  pageMissing: "Seite nicht gefunden",
  pageMissingAbout: "Unter dieser Adresse gibt es nichts.",
  pageBroken: "Diese Seite konnte nicht angezeigt werden",
  pageBrokenAbout: "Ihre Datensätze sind davon nicht betroffen.",
  reload: "Neu laden",
};
