"""Reads a shipped model file back into a network, to go on training from it."""
import struct

import torch

from batch import Vocabulary
from export import FLOAT, HALF, INT8, TEXT, UNSIGNED, VERSION, checksum
from data import BIO
from model import DIM, Analyser


def read_sections(path):
    raw = open(path, 'rb').read()
    magic, version, count, size, check = struct.unpack_from('<8sIIQQ', raw)
    if magic != b'ENTEMODL' or version != VERSION or size != len(raw) or check != checksum(raw[32:]):
        raise SystemExit('%s is no whole model file of version %d' % (path, VERSION))
    sections = {}
    for i in range(count):
        name, kind, rows, cols, _, offset, length = struct.unpack_from('<24sIIIIQQ', raw, 32 + 56 * i)
        body = raw[offset:offset + length]
        if kind == TEXT:
            value = body.decode('utf-8').split('\n')[:-1]
        elif kind == UNSIGNED:
            value = struct.unpack('<%dI' % cols, body)
        else:
            code = {FLOAT: torch.float32, HALF: torch.float16, INT8: torch.int8}[kind]
            value = torch.frombuffer(bytearray(body), dtype=code).reshape(rows, cols).float()
        sections[name.rstrip(b'\0').decode()] = value
    return sections


def read_vocabulary(sections):
    tags = [tuple(t.split('\t')) for t in sections['tags']]
    return Vocabulary(tags, sections['scripts'][:len(sections['lemma.weight'])], sections['labels'])


def start_from(model, sections):
    """Sets the network to the shipped weights, which are rounded to half precision (tables: to 8 bits)."""
    if sections['names'] != BIO:
        raise SystemExit('the model file has other name classes: %s' % ' '.join(sections['names']))

    old, new = sections['lstm1.f.rec'].shape[1], DIM['hidden']
    gates = torch.cat([torch.arange(old) + k * new for k in range(4)])
    both = torch.cat([torch.arange(old), torch.arange(old) + new])  # what the two directions of a layer give

    def put(parameter, value, rows=None, columns=None):
        """Rows of units that the file lacks keep their random weights, what reads such units begins with 0: the function stays the same."""
        rows = torch.arange(parameter.shape[0]) if rows is None else rows
        if parameter.dim() == 1:
            parameter[rows] = value.reshape(-1)
            return
        value = value.reshape(len(rows), -1)
        wide = value.new_zeros(len(rows), parameter.shape[1])
        wide[:, torch.arange(value.shape[1]) if columns is None else columns] = value
        parameter[rows] = wide
    with torch.no_grad():
        for name, table in (('form', model.form), ('affix', model.affix)):
            put(table.weight, sections[name + '.rows'] * sections[name + '.scales'].reshape(-1, 1))
        put(model.unknown, sections['unknown'])
        put(model.shape.weight, sections['shape.rows'])
        model.root.zero_()
        put(model.root, sections['root'], both)
        for i, lstm in ((1, model.lstm1), (2, model.lstm2)):
            for side, suffix in (('f', ''), ('b', '_reverse')):
                put(getattr(lstm, 'weight_ih_l0' + suffix), sections['lstm%d.%s.in' % (i, side)], gates, both if i == 2 else None)
                put(getattr(lstm, 'weight_hh_l0' + suffix), sections['lstm%d.%s.rec' % (i, side)], gates)
                put(getattr(lstm, 'bias_ih_l0' + suffix), sections['lstm%d.%s.bias' % (i, side)], gates)
                getattr(lstm, 'bias_hh_l0' + suffix).zero_()
        row = 0
        for head in (model.arc_dep, model.arc_head, model.tag_hidden, model.name_hidden, model.label_dep, model.label_head):
            n = head.out_features
            put(head.weight, sections['hidden.weight'][row:row + n], None, both)
            put(head.bias, sections['hidden.bias'].reshape(-1)[row:row + n])
            row += n
        scale = DIM['arc'] ** 0.5
        model.arc_u[:-1].copy_(sections['arc.weight'].t() * scale)
        model.arc_u[-1].copy_(sections['arc.bias'].reshape(-1) * scale)
        for name, layer in (('label', model.label_out), ('tag', model.tag_out), ('lemma', model.lemma_out), ('name', model.name_out)):
            put(layer.weight, sections[name + '.weight'])
            put(layer.bias, sections[name + '.bias'])
