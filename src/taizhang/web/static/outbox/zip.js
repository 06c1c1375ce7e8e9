/* Writes a ZIP without compressing: photos are small already, and every system opens it. */
(function () {
  'use strict';
  var table = Array.from({ length: 256 }, function (_, number) {
    for (var bit = 0; bit < 8; bit += 1) number = number & 1 ? number >>> 1 ^ 0xEDB88320 : number >>> 1;
    return number >>> 0;
  });

  function checksum(bytes) {
    var sum = 0xFFFFFFFF;
    for (var at = 0; at < bytes.length; at += 1) sum = sum >>> 8 ^ table[(sum ^ bytes[at]) & 255];
    return (sum ^ 0xFFFFFFFF) >>> 0;
  }

  // [width in bytes, number] pairs, the lowest byte first.
  function packed(pairs) {
    var bytes = [];
    pairs.forEach(function (pair) {
      for (var at = 0; at < pair[0]; at += 1) bytes.push(Math.floor(pair[1] / Math.pow(256, at)) & 255);
    });
    return new Uint8Array(bytes);
  }

  /* Return a Blob of the files [{path, bytes: Uint8Array}], dated `now`. */
  taizhang.zip = function (files, now) {
    var time = now.getHours() << 11 | now.getMinutes() << 5 | now.getSeconds() >> 1;
    var date = now.getFullYear() - 1980 << 9 | now.getMonth() + 1 << 5 | now.getDate();
    var parts = [], index = [], offset = 0, length = 0;
    files.forEach(function (file) {
      var name = new TextEncoder().encode(file.path), size = file.bytes.length;
      // Version 2.0; bit 11: the name is UTF-8; method 0: stored.
      var head = [[2, 20], [2, 0x800], [2, 0], [2, time], [2, date], [4, checksum(file.bytes)], [4, size], [4, size], [2, name.length], [2, 0]];
      var local = packed([[4, 0x04034B50]].concat(head));
      var entry = packed([[4, 0x02014B50], [2, 20]].concat(head, [[2, 0], [2, 0], [2, 0], [4, 0], [4, offset]]));
      parts.push(local, name, file.bytes);
      index.push(entry, name);
      offset += local.length + name.length + size;
      length += entry.length + name.length;
    });
    var end = packed([[4, 0x06054B50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, length], [4, offset], [2, 0]]);
    return new Blob(parts.concat(index, [end]), { type: 'application/zip' });
  };
})();
