import { generateKeyPairSync, sign } from "node:crypto";

/** A key and a certificate for 127.0.0.1 that is good for a day, in PEM. Nothing secret is kept in the repository. */
export function selfSigned(now: Date): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const content = sequence(
    tagged(0xa0, integer(2)), // version 3
    integer(1),
    ecdsaWithSha256,
    name,
    validity(now),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    tagged(0xa3, sequence(sequence(objectId(0x55, 0x1d, 0x11), tagged(0x04, sequence(tagged(0x87, loopback)))))), // subjectAltName
  );
  const certificate = sequence(content, ecdsaWithSha256, bits(sign("sha256", content, privateKey)));
  const base64 = certificate.toString("base64").replaceAll(/.{64}/g, "$&\n");
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
  };
}

// The parts of DER (ITU-T X.690) that a certificate (RFC 5280 section 4.1) needs.

function tagged(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: readonly Uint8Array[]) => tagged(0x30, ...parts);
const integer = (value: number) => tagged(0x02, Buffer.from([value]));
const objectId = (...encoded: readonly number[]) => tagged(0x06, Buffer.from(encoded));
const bits = (content: Uint8Array) => tagged(0x03, Buffer.from([0]), content);
const text = (value: string) => tagged(0x0c, Buffer.from(value));

const loopback = Buffer.from([127, 0, 0, 1]);
const ecdsaWithSha256 = sequence(objectId(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
const name = sequence(tagged(0x31, sequence(objectId(0x55, 0x04, 0x03), text("loopback"))));

function validity(now: Date): Buffer {
  const day = 86_400_000;
  return sequence(...[-day, day].map((offset) => tagged(0x17, Buffer.from(utcTime(new Date(now.getTime() + offset))))));
}

const utcTime = (at: Date) => `${at.toISOString().slice(2, 19).replaceAll(/[-:T]/g, "")}Z`;
