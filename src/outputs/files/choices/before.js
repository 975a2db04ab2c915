lantoa.formerPlaces(ROWS.map(([communes, inside, districts]) => {
  const rows = inside ? inside.split('!') : [];
  const middles = points(communes);
  return [rows.map((row, at) => {
    const [districts, ...names] = row.split(' ');
    return [middles[at], names.map(unpack).join(', '), [...districts].map((one) => symbol(one, 0))];
  }), points(districts)];
}), ID);
