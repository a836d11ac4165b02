// Publishes as fast as it can until it is killed, and writes down every receipt that it gets.
// node publisher.mjs <address of the broker's module> <path of the log> <round>
const [, , address, path, round] = process.argv;
const { sqlite } = await import(address);
const broker = sqlite({ path });
await broker.start({ entry() {}, ephemeral() {} });

let count = 0;
async function publish() {
  for (;;) {
    const id = `${round}-${++count}`;
    const from = { id: 'u1', nick: 'ann' };
    const room = `room-${count % 3}`;
    const message = { room, text: `word ${id}`, kind: 'text', from, id, at: Date.now(), session: 's1', key: id };
    const { position } = await broker.publish(message);
    const line = JSON.stringify({ room, id, epoch: position.epoch, offset: position.offset });
    // No faster than it is read: a pipe that is full takes nothing.
    await new Promise((resolve) => process.stdout.write(`${line}\n`, resolve));
  }
}
await Promise.all(Array.from({ length: 64 }, publish));
