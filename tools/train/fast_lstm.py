"""A bidirectional LSTM over PackedSequence data by lstm_kernel.cpp; falls back to PyTorch's where it cannot be built."""
import ctypes
import glob
import os
import subprocess
import tempfile

import torch


class Packed(ctypes.Structure):
    _fields_ = [(n, ctypes.c_int64) for n in ('rows', 'inputs', 'hidden', 'steps')] + [('sizes', ctypes.c_void_p)] + [
        (n, ctypes.c_int64) for n in ('backward', 'stride')]


def _build():
    here = os.path.dirname(os.path.abspath(__file__))
    blas = glob.glob('/usr/lib/*/openblas-pthread/libopenblas.so*') + glob.glob('/usr/lib/*/libopenblas.so*')
    if not blas:
        return None
    out = os.path.join(tempfile.mkdtemp(prefix='entente-lstm-'), 'lstm.so')
    try:
        subprocess.run(['g++', '-std=c++20', '-Ofast', '-march=native', '-shared', '-fPIC', os.path.join(here, 'lstm_kernel.cpp'), blas[0], '-lmvec', '-lm',
                        '-o', out], check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return ctypes.CDLL(out)


LIBRARY = _build()


def _at(t, offset=0):
    return ctypes.c_void_p(t.data_ptr() + 4 * offset)


class BiLstm(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, sizes, *weights):
        """weights: w_in, w_rec, b_in, b_rec of both directions."""
        x = x.contiguous()
        weights = [w.contiguous() for w in weights]
        n, h = x.shape[0], weights[1].shape[1]
        out = x.new_empty(n, 2 * h)
        saved = []
        for side in range(2):
            w_in, w_rec, b_in, b_rec = weights[4 * side:4 * side + 4]
            gates, cells, bias = x.new_empty(n, 4 * h), x.new_empty(n, h), b_in + b_rec
            p = Packed(n, x.shape[1], h, len(sizes), sizes.data_ptr(), side, 2 * h)
            LIBRARY.lstm_forward(ctypes.byref(p), _at(x), _at(w_in), _at(w_rec), _at(bias), _at(gates), _at(cells), _at(out, side * h))
            saved += [gates, cells]
        ctx.sizes, ctx.gates_cells = sizes, saved
        ctx.save_for_backward(x, out, *weights)
        return out

    @staticmethod
    def backward(ctx, d_out):
        x, out, *weights = ctx.saved_tensors
        d_out = d_out.contiguous()
        n, h = x.shape[0], weights[1].shape[1]
        dx, grads = torch.zeros_like(x), []
        for side in range(2):
            w_in, w_rec = weights[4 * side:4 * side + 2]
            gates, cells = ctx.gates_cells[2 * side:2 * side + 2]
            dw_in, dw_rec, d_bias = torch.empty_like(w_in), torch.empty_like(w_rec), x.new_empty(4 * h)
            p = Packed(n, x.shape[1], h, len(ctx.sizes), ctx.sizes.data_ptr(), side, 2 * h)
            LIBRARY.lstm_backward(ctypes.byref(p), _at(x), _at(w_in), _at(w_rec), _at(gates), _at(cells), _at(out, side * h), _at(d_out, side * h), _at(dx),
                                  _at(dw_in), _at(dw_rec), _at(d_bias))
            grads += [dw_in, dw_rec, d_bias, d_bias]
        return (dx, None, *grads)


def run(lstm, x, sizes, drop_recurrent=0.0):
    """Outputs of a one-layer bidirectional nn.LSTM for packed rows; in training some recurrent weights may be left out of a batch."""
    if LIBRARY is None:
        return lstm(torch.nn.utils.rnn.PackedSequence(x, sizes))[0].data
    names = ['weight_ih_l0', 'weight_hh_l0', 'bias_ih_l0', 'bias_hh_l0']
    weights = [getattr(lstm, n + s) for s in ('', '_reverse') for n in names]
    if drop_recurrent:
        for i in (1, 5):
            weights[i] = torch.nn.functional.dropout(weights[i], drop_recurrent)
    return BiLstm.apply(x, sizes, *weights)
