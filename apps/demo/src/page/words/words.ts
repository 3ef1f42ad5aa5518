import type { Theme } from "../shell/theme.ts";

/** Everything that the product itself says. Widgets bring their own words; what belongs to the emulator is in English. */
export interface Words {
  readonly skip: string;
  readonly navigation: string;
  readonly language: string;
  readonly theme: string;
  readonly themes: Readonly<Record<Theme, string>>;
  readonly yes: string;
  readonly no: string;

  readonly integrations: string;
  readonly integrationsLead: string;
  readonly noneConnected: string;
  readonly details: string;
  readonly detailsOf: (service: string) => string;

  /** The records of one stream at one vendor, in buttons and announcements. */
  readonly streamOf: (service: string, stream: string) => string;
  readonly whatIsSynced: string;
  readonly connectFirst: (service: string) => string;
  readonly receipt: string;
  readonly receiptOf: (what: string) => string;
  /** The newest of several. */
  readonly newestReceipt: string;
  readonly receiptUnreadable: string;
  readonly more: string;
  readonly moreFor: (service: string) => string;
  readonly working: string;
  readonly startOver: string;
  readonly startOverAbout: string;
  readonly startOverFailed: string;
  readonly disconnect: string;
  readonly disconnectAbout: string;
  readonly disconnectFailed: string;
  readonly forgetFailed: string;

  readonly records: string;
  readonly recordsLead: string;
  /** The link to a stream's records. */
  readonly recordsOf: (stream: string) => string;
  readonly reading: string;
  readonly recordsUnreadable: string;
  readonly noRecords: (stream: string) => string;
  readonly range: (from: string, to: string) => string;
  readonly rangeOf: (from: string, to: string, total: string) => string;
  readonly total: (total: string) => string;
  readonly previous: string;
  readonly next: string;
  readonly findByKey: string;
  readonly find: string;
  readonly noSuchRecord: (key: string) => string;
  readonly recordKey: string;
  readonly record: string;
  readonly whereItCameFrom: string;

  readonly operator: string;

  readonly notConnected: (service: string) => string;
  readonly notReconnected: (service: string) => string;
  readonly accessRefused: string;
  readonly answerUnknown: string;
  readonly vendorUnreachable: string;
  readonly nothingKept: string;
  readonly nothingKeptAbout: string;
  /** In place of that, where there is not even a place for what is on its way to a vendor and back. */
  readonly siteDataRefused: string;
  readonly pageMissing: string;
  readonly pageMissingAbout: string;
  readonly pageBroken: string;
  readonly pageBrokenAbout: string;
  readonly reload: string;
}
