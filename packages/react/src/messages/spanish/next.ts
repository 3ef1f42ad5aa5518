import type { RoomMessages } from "../message.ts";

export const next: RoomMessages<"next"> = {
  "next.none": "Puedes intentarlo de nuevo.",
  "next.wait": "Puedes intentarlo de nuevo en unos minutos.",
  "next.reconnect": "Vuelve a conectar {service} para seguir sincronizando.",
  "next.grant": "Pide a quien administra {service} que lo permita.",
  "next.upgrade": "Amplía el plan para seguir sincronizando.",
  "next.fix": "Corrige estos datos ({records}) y sincroniza de nuevo.",
  "next.space": "Libera espacio en este dispositivo y sincroniza de nuevo.",
  "next.reload": "Recarga la página para ver el estado actual.",
  "next.report": "Contacta con soporte e indica la referencia del comprobante.",
};
