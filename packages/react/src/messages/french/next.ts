import type { RoomMessages } from "../message.ts";

export const next: RoomMessages<"next"> = {
  "next.none": "Vous pouvez réessayer.",
  "next.wait": "Vous pouvez réessayer dans quelques minutes.",
  "next.reconnect": "Reconnectez {service} pour continuer la synchronisation.",
  "next.grant": "Demandez à un admin de l’autoriser dans {service}.",
  "next.upgrade": "Changez de formule pour continuer la synchronisation.",
  "next.fix": "Corrigez les {records}, puis synchronisez à nouveau.",
  "next.space": "Libérez de l’espace sur cet appareil, puis synchronisez à nouveau.",
  "next.reload": "Rechargez la page pour voir l’état actuel.",
  "next.report": "Contactez le support avec la référence du reçu.",
};
