/* The entry form: shows what was picked, makes photos smaller before they are sent, changes with the kind. */
(function () {
  'use strict';
  var LONGEST = 1600, form = document.getElementById('entry');
  if (!form) return;
  var input = form.elements.files, list = document.getElementById('picked');

  function shrink(file) {
    if (!/^image\/(jpeg|png|webp)$/.test(file.type) || !window.createImageBitmap || !window.DataTransfer) return Promise.resolve(file);
    return createImageBitmap(file, { imageOrientation: 'from-image' }).then(function (picture) {
      var ratio = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
      if (ratio === 1 && file.size < 1500000) return file;
      var canvas = document.createElement('canvas');
      canvas.width = Math.round(picture.width * ratio);
      canvas.height = Math.round(picture.height * ratio);
      canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
      return new Promise(function (done) {
        canvas.toBlob(function (blob) {
          done(blob ? new File([blob], file.name.replace(/\.\w+$/, '') + '.jpg', { type: 'image/jpeg' }) : file);
        }, 'image/jpeg', 0.82);
      });
    }).catch(function () { return file; });
  }

  function show(files) {
    list.textContent = '';
    files.forEach(function (file) {
      var line = document.createElement('li');
      line.textContent = file.name + '（' + Math.max(1, Math.round(file.size / 1024)) + ' kB）';
      list.appendChild(line);
    });
  }

  input.addEventListener('change', function () {
    var picked = Array.prototype.slice.call(input.files);
    Promise.all(picked.map(shrink)).then(function (files) {
      if (window.DataTransfer) {
        var bag = new DataTransfer();
        files.forEach(function (file) { bag.items.add(file); });
        input.files = bag.files;
      }
      show(files);
    });
  });

  // Another kind has other fields: ask for the form again, with what was typed.
  form.elements.kind.addEventListener('change', function () {
    var button = document.createElement('button');
    if (input.files.length) { taizhang.toast('换了类型，选好的照片要重新选一次。'); }
    button.name = 'show'; button.value = '1'; button.formNoValidate = true; button.hidden = true;
    form.appendChild(button);
    button.click();
  });
})();
