// Reads what packed.rs has written; WORDS, SHORT, ROWS and ID stand before it.
const symbol = (text, at) => text.charCodeAt(at) - 35 - (text.charCodeAt(at) > 92);
const unpack = (text) => {
  const words = [];
  for (let at = 0; at < text.length; at++) {
    let number = symbol(text, at);
    if (number >= SHORT) number = SHORT + (number - SHORT) * 91 + symbol(text, ++at);
    words.push(WORDS[number]);
  }
  return words.join(' ');
};
const points = (text) => {
  const pair = (at) => symbol(text, at) * 91 + symbol(text, at + 1);
  return Array.from({ length: text.length / 4 }, (_, number) => [(10000 + pair(number * 4)) / 100, pair(number * 4 + 2) / 100]);
};
