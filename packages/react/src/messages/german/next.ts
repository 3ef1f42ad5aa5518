import type { RoomMessages } from "../message.ts";

export const next: RoomMessages<"next"> = {
  "next.none": "Sie können es erneut versuchen.",
  "next.wait": "Sie können es in einigen Minuten erneut versuchen.",
  "next.reconnect": "Verbinden Sie {service} neu, damit die Synchronisierung weitergeht.",
  "next.grant": "Lassen Sie den Zugriff von einem Admin bei {service} erlauben.",
  "next.upgrade": "Mit einem höheren Tarif geht die Synchronisierung weiter.",
  "next.fix": "Korrigieren Sie die {records} und synchronisieren Sie dann erneut.",
  "next.space": "Geben Sie Speicherplatz auf diesem Gerät frei und synchronisieren Sie dann erneut.",
  "next.reload": "Laden Sie die Seite neu, um den aktuellen Status zu sehen.",
  "next.report": "Wenden Sie sich mit der Referenz auf dem Beleg an den Support.",
};
