// One event message as the bytes a client of RabbitMQ writes: basic.publish, header and body on channel 1 (AMQP 0-9-1).
const CHANNEL = 1;
const FRAME_END = 0xce;
/** content-type, content-encoding, headers, delivery-mode, priority. */
const PROPERTIES = 0xf800;

export function publishFrames(exchange: string, routingKey: string, hostname: string, body: string): Buffer {
  const content = Buffer.from(body);
  const method = Buffer.concat([
    Buffer.from([0, 60, 0, 40, 0, 0]),
    shortText(exchange),
    shortText(routingKey),
    Buffer.from([0]),
  ]);
  const table = Buffer.concat([shortText("hostname"), Buffer.from("S"), longText(hostname)]);
  const head = Buffer.alloc(14);
  head.writeUInt16BE(60, 0);
  head.writeBigUInt64BE(BigInt(content.length), 4);
  head.writeUInt16BE(PROPERTIES, 12);
  const header = Buffer.concat([
    head,
    shortText("application/json"),
    shortText("utf-8"),
    length(table.length),
    table,
    Buffer.from([1, 0]),
  ]);
  return Buffer.concat([frame(1, method), frame(2, header), frame(3, content)]);
}

function frame(type: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(7);
  head.writeUInt8(type, 0);
  head.writeUInt16BE(CHANNEL, 1);
  head.writeUInt32BE(payload.length, 3);
  return Buffer.concat([head, payload, Buffer.from([FRAME_END])]);
}

function shortText(text: string): Buffer {
  return Buffer.concat([Buffer.from([Buffer.byteLength(text)]), Buffer.from(text)]);
}

function longText(text: string): Buffer {
  return Buffer.concat([length(Buffer.byteLength(text)), Buffer.from(text)]);
}

function length(bytes: number): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(bytes);
  return head;
}
